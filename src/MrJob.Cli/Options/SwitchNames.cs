using MrJob.Core.Configuration;

namespace MrJob.Cli.Options;

/// <summary>How options are called on the command line: their own names with dashes, and the names that mrjob's switches had. Pure.</summary>
internal static class SwitchNames
{
    /// <summary>Switches of mrjob that are not just the option's name with dashes.</summary>
    private static readonly Dictionary<string, string[]> Others = new()
    {
        ["applications"] = ["--application"],
        ["bootstrap_actions"] = ["--bootstrap-action"],
        ["emr_configurations"] = ["--emr-configuration"],
        ["extra_cluster_params"] = ["--extra-cluster-param"],
        ["hadoop_extra_args"] = ["--hadoop-arg", "--hadoop-args"],
        ["jobconf"] = ["-D"],
        ["libjars"] = ["--libjar"],
        ["py_files"] = ["--py-file"],
        ["spark_args"] = ["--spark-arg"],
        ["subnet"] = ["--subnets"],
        ["tags"] = ["--tag"],
        ["upload_archives"] = ["--archive", "--archives"],
        ["upload_dirs"] = ["--dir", "--dirs"],
        ["upload_files"] = ["--file", "--files", "--upload-file"],
    };

    /// <summary>Of a switch that gives the option a value; the first is the one that help shows.</summary>
    public static IReadOnlyList<string> Of(Option option) => [Dashed(option.Name), .. Others.GetValueOrDefault(option.Name, [])];

    /// <summary>Of a switch that says no.</summary>
    public static IReadOnlyList<string> Off(Option option) => option.Name switch
    {
        "enable_emr_debugging" => ["--disable-emr-debugging"],
        "ssh_tunnel_is_open" => ["--ssh-tunnel-is-closed"],
        _ => ["--no-" + option.Name.Replace('_', '-')],
    };

    /// <summary>The switch of an option's old name.</summary>
    public static string Dashed(string name) => "--" + name.Replace('_', '-');
}
