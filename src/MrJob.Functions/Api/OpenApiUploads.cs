using System.Text.Json.Nodes;
using MrJob.Core.Configuration;
using static MrJob.Functions.OpenApiAnswers;
using static MrJob.Functions.OpenApiParameters;

namespace MrJob.Functions;

/// <summary>Routes of the rules that turn uploads into jobs.</summary>
internal static class OpenApiUploads
{
    private const string Tag = "Uploads";

    private static readonly (string Name, string Description) NoUpload = ("NoUpload", "There is no failed upload of this id.");

    public static IEnumerable<OpenApiOperation> Operations(OpenApiSchemas schemas) =>
    [
        new OpenApiOperation("GET /uploads", Tag, "readUploadRules", "Reads the rules of uploads.yaml, and what is wrong with them")
            .Answers(200, schemas.Answer(ApiJson.Default.UploadsView), "The rules, in the order in which they are tried.")
            .Refuses(500, ConfIsWrong),
        new OpenApiOperation("POST /uploads/check", Tag, "checkUploadRules", "Checks rules before they are put there")
            .Reads(Body(("text", "The text of uploads.yaml.", true)), "The rules to check.", required: true)
            .Answers(200, schemas.Answer(ApiJson.Default.UploadsView), "The rules that could be read, and what is wrong with them: nothing is put anywhere.")
            .Refuses(400, Faults).Refuses(413, TooLarge).Refuses(500, ConfIsWrong),
        new OpenApiOperation("POST /uploads/test", Tag, "testUpload", "Says which job an object would start, which need not be there")
            .Reads(
                Body(("key", "The object's key.", true), ("bucket", "Its bucket; left out, the service's work bucket.", false), ("size", "Its size in bytes.", false)),
                "The object.", required: true)
            .Answers(200, schemas.Answer(ApiJson.Default.UploadTestView), "The rule that is for it, and its job. Nothing is started, and max_size is not looked at.")
            .Refuses(400, Faults).Refuses(413, TooLarge).Refuses(500, ConfIsWrong),
        new OpenApiOperation("GET /uploads/failed", Tag, "listFailedUploads", "Lists uploads that started no job although they should have")
            .Answers(200, schemas.Answer(ApiJson.Default.FailedUploadListView), "Dead letters."),
        new OpenApiOperation("POST /uploads/failed/{id}/replay", Tag, "replayFailedUpload", "Tries a failed upload again")
            .Takes(Id())
            .Answers(202, schemas.Answer(ApiJson.Default.ReplayView), "What became of it; the upload is no longer listed.", located: "The path of the job, where there is one.")
            .Refuses(404, NoUpload.Description)
            .Refuses(409, "It is refused again; `faults` says why.")
            .Refuses(500, ConfIsWrong),
        new OpenApiOperation("DELETE /uploads/failed/{id}", Tag, "dropFailedUpload", "Drops a failed upload")
            .Takes(Id())
            .Answers(200, schemas.Answer(ApiJson.Default.FailedUploadView), "What was dropped.")
            .Refuses(404, NoUpload.Description),
    ];

    private static JsonObject Id() => PathText("id", "The id of GET /uploads/failed.");

    private static JsonObject Body(params (string Name, string Description, bool IsRequired)[] members) => new()
    {
        ["type"] = "object", ["additionalProperties"] = false,
        ["properties"] = new JsonObject(members.Select(m => KeyValuePair.Create(m.Name, (JsonNode?)new JsonObject { ["type"] = m.Name == "size" ? "integer" : "string", ["description"] = m.Description }))),
        ["required"] = new JsonArray([.. members.Where(m => m.IsRequired).Select(m => JsonValue.Create(m.Name))]),
    };
}
