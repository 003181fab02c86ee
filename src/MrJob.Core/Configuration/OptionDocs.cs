using System.Text;

namespace MrJob.Core.Configuration;

/// <summary>Writes docs/options.md from the table. A test says when the file is not what this makes.</summary>
internal static class OptionDocs
{
    public static string Markdown()
    {
        var text = new StringBuilder();
        text.AppendLine("""
            # Options

            Made from the table that the service and the command go by; `mrjob options --docs` writes it anew.

            An option can be given in the service's mrjob.conf, in your own, in the job file (`options`), with a switch, or with `--set OPTION=VALUE`; each of these goes over the ones
            before it. [conf.md](conf.md) says how values of several sources make one, and `mrjob options JOB` prints what holds for a job and where it came from.

            """);
        Section(text, "How jobs run", OptionTable.All.Where(o => o is { Scope: OptionScope.Job, ReplacedBy: null, RefusedBecause: null }));
        Section(text, "What clusters look like", OptionTable.All.Where(o => o is { Scope: OptionScope.Cluster, ReplacedBy: null }));
        Section(text, "For the command", OptionTable.All.Where(o => o is { Scope: OptionScope.Client, ReplacedBy: null }));
        Reasons(text, "Accepted, and replaced", "These are accepted, so that an old mrjob.conf works, and a note says what has taken their place.",
            OptionTable.All.Where(o => o.ReplacedBy is not null).Select(o => (o.Name, o.Doc, o.ReplacedBy!)));
        Reasons(text, "Refused by the service", "A request or the service's own conf that has one of these is refused; keys in your own mrjob.conf are used by the command alone.",
            OptionTable.All.Where(o => o.RefusedBecause is not null).Select(o => (o.Name, o.Doc, o.RefusedBecause!)));
        text.AppendLine("## Old names").AppendLine().AppendLine("| old name | today |").AppendLine("|---|---|");
        foreach (var (old, name) in OldNames.All)
            text.AppendLine($"| `{old}` | `{name}` |");
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Section(StringBuilder text, string title, IEnumerable<Option> options)
    {
        text.AppendLine($"## {title}").AppendLine().AppendLine("| option | value | sources | what it does |").AppendLine("|---|---|---|---|");
        foreach (var option in options)
        {
            var pool = option.InPoolHash ? " A job joins pooled clusters of the same value only." : "";
            var otherwise = option.Default is { } value ? $". Default: {value}" : "";
            text.AppendLine($"| `{option.Name}` | {option.Type.Shape} | {Rule(option.Combine)} | {option.Doc}{otherwise}.{pool} |");
        }
        text.AppendLine();
    }

    private static void Reasons(StringBuilder text, string title, string introduction, IEnumerable<(string Name, string Doc, string Reason)> options)
    {
        text.AppendLine($"## {title}").AppendLine().AppendLine(introduction).AppendLine().AppendLine("| option | what it did | why |").AppendLine("|---|---|---|");
        foreach (var (name, doc, reason) in options)
            text.AppendLine($"| `{name}` | {doc} | {reason} |");
        text.AppendLine();
    }

    private static string Rule(Combining combine) => combine switch
    {
        Combining.Concat or Combining.PathList => "joined",
        Combining.Dict or Combining.Env or Combining.Jobconf => "by key",
        _ => "the last",
    };
}
