using System.Text.Json;
using Amazon.S3;
using MrJob.Core.Storage;

namespace MrJob.Core.Configuration.Conf;

/// <summary>Reads the service's own mrjob.conf from S3, with what it includes from beside it. It is read for each request: a change holds at once.</summary>
internal sealed class ServiceConfStore(S3Files files, ServiceSettings settings)
{
    private const string Runner = "emr";

    /// <exception cref="ConfException">It is there and wrong.</exception>
    public async Task<ServiceConf> ReadAsync(CancellationToken cancel)
    {
        var place = settings.Conf.ToString();
        if (await TextAsync(place, cancel) is not { } text)
            return ServiceConf.None;
        var loader = new ConfLoader((at, token) => at == place ? Task.FromResult<string?>(text) : TextAsync(at, token), Resolve);
        return Parse(place, await loader.LoadAsync([place], cancel));
    }

    /// <summary>Defaults of every file; limits and locks of the highest file that has them.</summary>
    private static ServiceConf Parse(string place, IReadOnlyList<ConfFile> confs)
    {
        var layers = ConfLayers.Of(confs, [Runner], forService: true);
        var faults = new List<Fault>();
        var reader = new JsonReader(faults);
        var limits = confs.LastOrDefault(f => f.Limits is not null)?.Limits is { } bounds ? Limits.Read(reader, Element(bounds), "limits") : new();
        var locked = confs.LastOrDefault(f => f.Locked is not null)?.Locked is { } names ? reader.Texts(Element(names), "locked") ?? [] : [];
        foreach (var unknown in locked.Where(name => OptionTable.Find(name) is null))
            reader.Fault("locked", $"names '{unknown}', which {NearestName.Unknown(unknown, OptionTable.All.Select(o => o.Name))}");
        if (faults.Count > 0)
            throw new ConfException(string.Join(Environment.NewLine, faults.Select(f => $"{place}: {f.Path}: {f.Detail}")));
        // What is to be known about the service's own options is not the business of those who use it.
        return new(place, [.. layers.Select(l => l with { Notes = [] })]) { Limits = limits, Locked = locked };
    }

    private static JsonElement Element(System.Text.Json.Nodes.JsonNode node) => JsonSerializer.SerializeToElement(node, CoreJson.Default.JsonNode);

    private static string Resolve(string from, string include) =>
        S3Uri.HasScheme(include) ? include : (S3Uri.Parse(from) is var uri ? uri with { Key = uri.Key[..(uri.Key.LastIndexOf('/') + 1)] + include } : default).ToString();

    private async Task<string?> TextAsync(string place, CancellationToken cancel)
    {
        try
        {
            using var reader = new StreamReader(await files.OpenAsync(S3Uri.Parse(place), cancel));
            return await reader.ReadToEndAsync(cancel);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "NoSuchKey")
        {
            return null;
        }
        catch (Exception e) when (e is FormatException or AmazonS3Exception { ErrorCode: "AccessDenied" or "NoSuchBucket" })
        {
            throw new ConfException($"{place} cannot be read: {e.Message}");
        }
    }
}
