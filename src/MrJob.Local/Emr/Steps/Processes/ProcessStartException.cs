namespace MrJob.Local.Emr.Steps.Processes;

/// <summary>A program could not be started; the message is the one that Java's ProcessBuilder gives for it.</summary>
internal sealed class ProcessStartException(string program, int error, string fault)
    : Exception($"Cannot run program \"{program}\": error={error}, {fault}")
{
    public static ProcessStartException NotFound(string program) => new(program, 2, "No such file or directory");

    public static ProcessStartException NotExecutable(string program) => new(program, 13, "Permission denied");
}
