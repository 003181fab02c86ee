using System.Text.Json.Nodes;
using MrJob.Cli.Options;
using MrJob.Cli.Python;

namespace MrJob.Cli.Commands;

/// <summary>A job that is ready to be sent but for its local files, which are uploaded first.</summary>
/// <param name="Body">The body of POST /jobs with its options, its files still local.</param>
/// <param name="Folder">What its relative paths are relative to.</param>
/// <param name="Options">What the command keeps for itself.</param>
/// <param name="Library">Among its files; gone with this object.</param>
internal sealed record JobRequest(JsonObject Body, string Folder, ClientOptions Options, LibraryZip? Library = null) : IDisposable
{
    public void Dispose() => Library?.Dispose();
}
