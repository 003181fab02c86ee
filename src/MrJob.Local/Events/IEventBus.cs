namespace MrJob.Local.Events;

/// <summary>Where local services put their events, as AWS services put theirs on the account's default bus.</summary>
internal interface IEventBus
{
    /// <summary>Takes the event; when this returns it survives the death of the process, until its targets have had it.</summary>
    void Publish(AwsEvent published);
}
