using MrJob.Core.Configuration;
using static MrJob.Functions.OpenApiAnswers;

namespace MrJob.Functions;

/// <summary>Routes that tell of the service itself, and the schema of its refusals.</summary>
internal static class OpenApiService
{
    private const string Tag = "Service";

    public static IEnumerable<OpenApiOperation> Operations(OpenApiSchemas schemas)
    {
        schemas.Answer(ApiJson.Default.ProblemDetails);
        return
        [
            new OpenApiOperation("GET /", Tag, "readAbout", "Says what this service is")
                .Answers(200, schemas.Answer(ApiJson.Default.AboutView), "The service."),
            new OpenApiOperation("GET /openapi.json", Tag, "readOpenApi", "This document")
                .Answers(200, Schemas.OfType("object"), "An OpenAPI 3.1 document."),
            new OpenApiOperation("GET /options", Tag, "readOptions", "Says what the service itself says of options: its defaults, locks and limits")
                .Answers(200, schemas.Answer(ApiJson.Default.OptionsView), "What holds below every request.")
                .Refuses(500, ConfIsWrong),
        ];
    }
}
