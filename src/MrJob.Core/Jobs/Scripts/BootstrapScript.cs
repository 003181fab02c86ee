using MrJob.Core.Configuration;

namespace MrJob.Core.Jobs.Scripts;

/// <summary>The script that runs the <c>bootstrap</c> commands on every node of a new cluster. Pure: the same commands give the same bytes.</summary>
internal static class BootstrapScript
{
    /// <param name="shell">The option <c>sh_bin</c>: the shell and its switches.</param>
    public static string Text(IReadOnlyList<ShellCommand> commands, IReadOnlyList<string> shell)
    {
        var script = new Script().Add(FirstLine(shell)).Add("""
            __mrjob_PWD=$PWD
            {
            """);
        foreach (var reference in commands.SelectMany(c => c.References).Distinct())
            script.Add(Fetch(reference));
        foreach (var command in commands)
            script.Add(command.Render(TaskScripts.Place));
        return script.Add("} </dev/null 1>&2").ToString();
    }

    /// <summary>A first line takes one switch; further ones are set.</summary>
    private static string FirstLine(IReadOnlyList<string> shell)
    {
        var program = shell[0].StartsWith('/') ? shell[0] : "/bin/" + shell[0];
        var first = shell.Count > 1 ? $"#!{program} {shell[1]}" : $"#!{program}";
        return shell.Count > 2 ? $"{first}\nset {ShellWords.Join(shell.Skip(2))}" : first;
    }

    private static string Fetch(FileReference reference)
    {
        var (from, to) = (ShellWords.Quote(reference.Path), TaskScripts.Place(reference));
        if (reference.Kind == ReferenceKind.File)
            return $"aws s3 cp {from} {to}\nchmod u+rx {to}";
        var archive = TaskScripts.Place(reference with { Name = reference.LocalName + ".packed" });
        return $"aws s3 cp {from} {archive}\nmkdir -p {to}\n{Unpack(reference.Path, archive, to)}\nrm {archive}";
    }

    private static string Unpack(string path, string archive, string to) => path switch
    {
        _ when path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".jar", StringComparison.OrdinalIgnoreCase) => $"unzip -o -q {archive} -d {to}",
        _ => $"tar -xf {archive} -C {to}", // it sees for itself how the archive is compressed
    };
}
