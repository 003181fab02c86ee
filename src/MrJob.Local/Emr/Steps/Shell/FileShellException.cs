namespace MrJob.Local.Emr.Steps.Shell;

/// <summary>A command of <c>hadoop fs</c> failed, in its words.</summary>
internal sealed class FileShellException(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode => exitCode;

    public static FileShellException Of(string command, string path, string fault) => new($"{command}: `{path}': {fault}");

    public static FileShellException Missing(string command, string path) => Of(command, path, "No such file or directory");

    public static FileShellException Exists(string command, string path) => Of(command, path, "File exists");

    public static FileShellException Unknown(string command, int paths) => new(
        $"-{command} with {paths} paths: not supported yet by the local EMR; its hadoop fs has ls, cat, mkdir, rm, test, put, get, cp and mv", 255);
}
