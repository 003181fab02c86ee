namespace MrJob.Local.Emr.Steps.Processes;

/// <summary>A process to start.</summary>
/// <param name="Program">As the user named it: a name on the PATH, or a path, relative to <paramref name="Folder"/> if need be.</param>
/// <param name="Folder">The working folder. With a name of its own it also marks the process and its descendants, see <see cref="TaggedProcesses"/>.</param>
/// <param name="Environment">The whole environment; nothing is inherited.</param>
internal sealed record ProcessSpec(
    string Program, IReadOnlyList<string> Args, string Folder, IReadOnlyDictionary<string, string> Environment);
