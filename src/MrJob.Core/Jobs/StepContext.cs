using MrJob.Core.Configuration;
using MrJob.Core.Jobs.Scripts;

namespace MrJob.Core.Jobs;

/// <summary>One step of a job, with the paths between which it works.</summary>
internal sealed record StepContext(Job Job, int Index, IReadOnlyList<string> Input, string Output)
{
    public StepSpec Spec => Job.Spec.Steps[Index];

    public JobOptions Options => Job.Spec.Options;

    public bool IsLast => Index == Job.Steps.Count - 1;

    /// <summary>What Hadoop puts into the folder of each task.</summary>
    public TaskFiles Files { get; } = TaskFiles.Of(Job);

    /// <summary>Properties of the job with those of the step over them, in order of their names.</summary>
    public SortedDictionary<string, string> Jobconf(IReadOnlyDictionary<string, string> own)
    {
        var jobconf = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Options.Jobconf.Concat(own))
            jobconf[name] = value;
        return jobconf;
    }

    /// <summary>Environment of tasks: <c>cmdenv</c>, and what YARN's Docker runtime goes by.</summary>
    public SortedDictionary<string, string> Environment()
    {
        var environment = new SortedDictionary<string, string>(Options.Cmdenv.ToDictionary(), StringComparer.Ordinal);
        if (Options.DockerImage is not { } image)
            return environment;
        environment["YARN_CONTAINER_RUNTIME_TYPE"] = "docker";
        environment["YARN_CONTAINER_RUNTIME_DOCKER_IMAGE"] = image;
        if (Options.DockerClientConfig is { } config)
            environment["YARN_CONTAINER_RUNTIME_DOCKER_CLIENT_CONFIG"] = config;
        if (Options.DockerMounts.Count > 0)
            environment["YARN_CONTAINER_RUNTIME_DOCKER_MOUNTS"] = string.Join(',', Options.DockerMounts);
        return environment;
    }

    /// <summary>Arguments in which <c>&lt;input&gt;</c>, <c>&lt;output&gt;</c> and <c>&lt;generic_args&gt;</c> stand for the step's own.</summary>
    public IEnumerable<string> Fill(IEnumerable<string> args, IReadOnlyDictionary<string, string> jobconf) => args.SelectMany(arg => arg switch
    {
        "<input>" => [string.Join(',', Input)],
        "<output>" => [Output],
        "<generic_args>" => StreamingCommand.Generic(this, Jobconf(jobconf)),
        _ => (IEnumerable<string>)[arg],
    });
}
