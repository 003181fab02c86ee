using MrJob.Local.S3;

namespace MrJob.Local.Streaming.Input;

/// <summary>An object that a job reads, with the path that the job knows it by.</summary>
internal sealed record InputFile(HadoopPath Path, StoredObject Object);
