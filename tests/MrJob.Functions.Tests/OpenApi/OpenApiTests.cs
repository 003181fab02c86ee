using System.Diagnostics;
using System.Text.Json.Nodes;
using MrJob.Local.Gateway.Template;
using MrJob.Testing;
using static MrJob.Functions.Tests.OpenApi.OpenApiDocument;

namespace MrJob.Functions.Tests.OpenApi;

/// <summary>The document is whole, and is that of the routes that are deployed.</summary>
public class OpenApiTests
{
    [Fact]
    public void The_document_of_the_api_is_what_the_code_makes() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "openapi.json"))
        .ShouldBe(Functions.OpenApi.Text, "mrjob local, and then: curl -s http://127.0.0.1:3000/openapi.json > docs/openapi.json");

    [Fact]
    public async Task Another_program_finds_that_it_is_an_OpenAPI_document()
    {
        using var validator = Process.Start(new ProcessStartInfo(Peers.OpenApiValidator, [Path.Combine(AppContext.BaseDirectory, "openapi.json")]) { RedirectStandardOutput = true })!;
        var said = await validator.StandardOutput.ReadToEndAsync();
        await validator.WaitForExitAsync();
        validator.ExitCode.ShouldBe(0, said);
    }

    [Fact]
    public void Every_route_of_the_template_is_in_the_document_and_no_other() =>
        Operations.Keys.ShouldBe(Template().Functions.SelectMany(f => f.Routes).Select(r => r.Key.ToString()), ignoreOrder: true);

    [Fact]
    public void Every_reference_leads_somewhere_and_every_component_is_used()
    {
        var references = All(Json).OfType<JsonObject>().Select(o => o["$ref"]?.ToString()).OfType<string>().Distinct().ToList();
        references.Count.ShouldBeGreaterThan(20);
        references.Where(r => Validator.Resolve(r) is null).ShouldBeEmpty();
        Names("schemas").Concat(Names("responses")).ShouldBe(references, ignoreOrder: true);
        Validator.Resolve("#/components/schemas/NoSuch").ShouldBeNull();
    }

    [Fact]
    public void Every_operation_tells_its_success_its_refusals_and_what_the_gateway_says()
    {
        foreach (var (route, operation) in Operations)
        {
            var statuses = operation["responses"]!.AsObject().Select(r => r.Key).ToList();
            statuses.Count(s => s[0] == '2').ShouldBe(1, route);
            var refusals = statuses.Where(s => s[0] is '4' or '5').ToList();
            refusals.ShouldContain("400", route);
            refusals.ShouldAllBe(s => Answer(route, s)!["content"]!["application/problem+json"]!["schema"]!["$ref"]!.ToString() == "#/components/schemas/ProblemDetails");
            Answer(route, "default")!["content"]!["application/json"].ShouldNotBeNull();
            (operation["summary"]?.ToString()).ShouldNotBeNullOrEmpty();
        }
        Operations.Values.Select(o => o["operationId"]!.ToString()).ShouldBeUnique();
    }

    [Fact]
    public void Every_parameter_of_a_path_is_described_and_required()
    {
        foreach (var (route, operation) in Operations)
        {
            var inPath = (operation["parameters"]?.AsArray() ?? []).Where(p => p!["in"]!.ToString() == "path").ToList();
            inPath.Select(p => $"{{{p!["name"]}}}").ShouldBe(route.Split('/').Where(s => s.StartsWith('{')), route);
            inPath.ShouldAllBe(p => p!["required"]!.GetValue<bool>());
        }
    }

    [Fact]
    public void The_query_parameters_of_each_route_are_those_that_its_handler_takes()
    {
        foreach (var (route, operation) in Operations)
        {
            var inQuery = (operation["parameters"]?.AsArray() ?? []).Where(p => p!["in"]!.ToString() == "query").ToList();
            inQuery.Select(p => p!["name"]!.ToString()).ShouldBe(QueryParameters.OfRoutes.GetValueOrDefault(route) ?? [], ignoreOrder: true, route);
            foreach (var parameter in inQuery)
                (parameter!["schema"]!["type"]?.ToString() == "boolean").ShouldBe(QueryParameters.Flags.Contains(parameter["name"]!.ToString()), route);
        }
    }

    [Fact]
    public void Every_text_is_about_a_member_that_there_is()
    {
        var members = Json["components"]!["schemas"]!.AsObject()
            .SelectMany(s => (s.Value!["properties"]?.AsObject() ?? []).Select(m => (Name: $"{s.Key}.{m.Key}", Schema: m.Value!))).ToDictionary();
        OpenApiTexts.Members.Where(t => members.GetValueOrDefault(t.Key)?["description"]?.ToString() != t.Value).Select(t => t.Key).ShouldBeEmpty();
        OpenApiTexts.Values.Where(v => members.GetValueOrDefault(v.Key)?["enum"] is null).Select(v => v.Key).ShouldBeEmpty();
        OpenApiTexts.Least.Where(v => members.GetValueOrDefault(v.Key)?["minimum"] is null).Select(v => v.Key).ShouldBeEmpty();
    }

    private static IEnumerable<string> Names(string kind) => Json["components"]![kind]!.AsObject().Select(c => $"#/components/{kind}/{c.Key}");

    private static IEnumerable<JsonNode> All(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(m => All(m.Value)).Prepend(map),
        JsonArray list => list.SelectMany(All).Prepend(list),
        _ => [],
    };

    private static SamTemplate Template()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "template.yaml")))
            folder = folder.Parent.ShouldNotBeNull();
        return SamTemplate.Load(Path.Combine(folder.FullName, "template.yaml"), "mrjob", new Dictionary<string, string>());
    }
}
