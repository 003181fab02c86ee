using MrJob.Local.Emr.Steps.Logs;
using MrJob.Local.Emr.Steps.Processes;
using MrJob.Local.S3;
using MrJob.Local.Streaming.Tasks;

namespace MrJob.Local.Streaming;

/// <summary>What a streaming job has from the step that runs it.</summary>
/// <param name="Folder">The step's own folder.</param>
/// <param name="Environment">What its programs' environment begins with.</param>
/// <param name="Rerun">An earlier run of the same step was cut off; see <see cref="OutputCommitter"/>.</param>
internal sealed record StreamingContext(
    JobId Job, string Folder, IObjectStore Store, TaskSlots Slots, TimeProvider Time, StepLogs Logs, LogUploader Uploader,
    ProcessLedger Ledger, IReadOnlyDictionary<string, string> Environment, bool Rerun);
