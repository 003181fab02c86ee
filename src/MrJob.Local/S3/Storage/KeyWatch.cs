namespace MrJob.Local.S3.Storage;

/// <summary>
/// Notices whether a key was deleted while a conditional write of it was under way: S3 answers such a write with 409, as it cannot
/// tell which of the two came first.
/// </summary>
internal sealed class KeyWatch(string key, Action<KeyWatch> end) : IDisposable
{
    public string Key => key;

    /// <summary>Read and written under the bucket's lock.</summary>
    public bool SawDelete { get; set; }

    public void Dispose() => end(this);
}
