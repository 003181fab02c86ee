using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>Where a pass that ran out of time stopped, at <c>cursors/&lt;pass&gt;</c>: the next one goes on behind it, so that everything has its turn.</summary>
internal sealed record Cursor : StoredRecord
{
    public required string After { get; init; }
}
