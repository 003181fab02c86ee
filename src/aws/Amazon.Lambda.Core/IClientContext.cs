namespace Amazon.Lambda.Core;

/// <summary>The mobile app that invoked a function through the Mobile SDK.</summary>
public interface IClientContext
{
    IDictionary<string, string> Environment { get; }

    IClientApplication Client { get; }

    IDictionary<string, string> Custom { get; }
}
