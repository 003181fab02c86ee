using System.Globalization;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>A job's id on its cluster, and the YARN application that has the same numbers.</summary>
/// <param name="ClusterTime">When the cluster's resource manager started, in milliseconds since 1970.</param>
internal sealed record JobId(long ClusterTime, int Number)
{
    /// <summary><c>1767225600000_0001</c>, which all ids of the job have in them.</summary>
    public string Digits => string.Create(CultureInfo.InvariantCulture, $"{ClusterTime}_{Number:0000}");

    public string Application => $"application_{Digits}";

    /// <summary>The n-th container of the application; the first is its master's.</summary>
    public string Container(int n) => string.Create(CultureInfo.InvariantCulture, $"container_{Digits}_01_{n:000000}");

    public override string ToString() => $"job_{Digits}";
}

/// <summary>A map or reduce task of a job.</summary>
internal sealed record TaskId(JobId Job, bool IsMap, int Number)
{
    public string Digits => string.Create(CultureInfo.InvariantCulture, $"{Job.Digits}_{(IsMap ? 'm' : 'r')}_{Number:000000}");

    public override string ToString() => $"task_{Digits}";
}

/// <summary>One try at a task, counted from 0.</summary>
internal sealed record AttemptId(TaskId Task, int Number)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"attempt_{Task.Digits}_{Number}");
}
