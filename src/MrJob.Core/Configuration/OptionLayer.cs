using System.Text.Json.Nodes;

namespace MrJob.Core.Configuration;

/// <summary>What one source says of options: checked, under today's names.</summary>
/// <param name="Source">For a person: <c>the request</c>, <c>s3://state/mrjob.conf</c>, <c>/home/ann/.mrjob.conf:12</c>.</param>
internal sealed record OptionLayer(string Source, IReadOnlyDictionary<string, Given> Values)
{
    /// <summary>What to tell whoever wrote it about options that were accepted and do something else, or nothing.</summary>
    public IReadOnlyList<OptionNote> Notes { get; init; } = [];

    /// <summary>Where each option stands, when that is known better than <see cref="Source"/> says.</summary>
    public IReadOnlyDictionary<string, string> Places { get; init; } = new Dictionary<string, string>();

    public string PlaceOf(string option) => Places.GetValueOrDefault(option, Source);

    /// <summary>As it goes over HTTP: a cleared value in its wrapper.</summary>
    public JsonObject ToJson() => new(Values.Select(v => KeyValuePair.Create(v.Key, v.Value.ToJson())));

    public static OptionLayer Empty(string source) => new(source, new Dictionary<string, Given>());
}

/// <summary>Something to know about an option that was accepted.</summary>
/// <param name="Option">Under the name that was given.</param>
internal sealed record OptionNote(string Option, string Note);
