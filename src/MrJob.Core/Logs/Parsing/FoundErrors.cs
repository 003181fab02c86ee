namespace MrJob.Core.Logs.Parsing;

/// <summary>Errors in the order of the log. Of very many the first and the last are kept.</summary>
internal sealed class FoundErrors
{
    private const int MostFirst = 10;
    private const int MostLast = 40;

    private readonly List<LogError> _all = [];

    public IReadOnlyList<LogError> All => _all;

    public void Add(LogError error)
    {
        _all.Add(error);
        if (_all.Count > MostFirst + MostLast)
            _all.RemoveAt(MostFirst);
    }
}
