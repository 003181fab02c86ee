using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce;
using Amazon.Runtime;
using static MrJob.Aws.Tests.Loopback;

namespace MrJob.Aws.Tests;

/// <summary>
/// Every operation, with every member of its shapes set: nothing is lost on the way out or back. Shapes that contain themselves,
/// such as Configuration, are filled to a depth.
/// </summary>
public sealed class EveryMemberTests
{
    private const int Depth = 8;

    public static TheoryData<string> Operations => [.. Calls().Select(m => m.Name[..^"Async".Length])];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_member_of_a_request_is_written(string operation)
    {
        await using var server = await StartAsync(Json("{}"));
        var call = Call(operation);
        var request = Filled(call.GetParameters()[0].ParameterType, Depth);

        await InvokeAsync(server, call, request!);

        var sent = server.Sent;
        JsonNode.DeepEquals(sent, Expected(request)).ShouldBeTrue(sent?.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_member_of_a_response_is_read(string operation)
    {
        var call = Call(operation);
        var expected = Expected(Filled(call.ReturnType.GetGenericArguments()[0], Depth))!;
        await using var server = await StartAsync(Json(expected.ToJsonString()));

        var response = await InvokeAsync(server, call, Activator.CreateInstance(call.GetParameters()[0].ParameterType)!);

        JsonNode.DeepEquals(Expected(response), expected).ShouldBeTrue(Expected(response)?.ToJsonString());
    }

    private static IEnumerable<MethodInfo> Calls() =>
        typeof(IAmazonElasticMapReduce).GetMethods()
            .Where(m => m.Name.EndsWith("Async", StringComparison.Ordinal) && m.GetParameters().Length == 2);

    private static MethodInfo Call(string operation) => Calls().Single(m => m.Name == operation + "Async");

    private static async Task<object> InvokeAsync(Loopback server, MethodInfo call, object request)
    {
        using var client = server.Client();
        var task = (Task)call.Invoke(client, [request, CancellationToken.None])!;
        await task;
        return task.GetType().GetProperty("Result")!.GetValue(task)!;
    }

    /// <summary>The members of a shape, without what AWSSDK.Core adds to every request and response.</summary>
    private static PropertyInfo[] Members(Type shape) =>
        shape.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    private static object? Filled(Type type, int depth)
    {
        if (depth == 0)
            return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return "text";
        if (type == typeof(bool))
            return true;
        if (type == typeof(DateTime))
            return DateTime.UnixEpoch.AddSeconds(1_700_000_000);
        if (type.IsPrimitive)
            return Convert.ChangeType(7, type);
        if (typeof(ConstantClass).IsAssignableFrom(type))
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)[0].GetValue(null);
        var filled = Activator.CreateInstance(type)!;
        if (filled is IList list)
            list.Add(Filled(type.GetGenericArguments()[0], depth));
        else if (filled is IDictionary map)
            map.Add("key", Filled(type.GetGenericArguments()[1], depth));
        else
            foreach (var member in Members(type))
                member.SetValue(filled, Filled(member.PropertyType, depth - 1));
        return filled;
    }

    /// <summary>The JSON that EMR's protocol has for a value.</summary>
    private static JsonNode? Expected(object? value) => value switch
    {
        null => null,
        string s => s,
        bool b => b,
        DateTime t => (long)(t - DateTime.UnixEpoch).TotalSeconds,
        int or long => Convert.ToInt64(value),
        float or double => Convert.ToInt64(value),
        ConstantClass c => c.Value,
        IDictionary map => new JsonObject(map.Keys.Cast<string>().Select(k => KeyValuePair.Create(k, Expected(map[k])))),
        IList list => new JsonArray([.. list.Cast<object?>().Where(i => i is not null).Select(Expected)]),
        _ => new JsonObject(Members(value.GetType()).Where(m => m.GetValue(value) is not null)
            .Select(m => KeyValuePair.Create(m.Name, Expected(m.GetValue(value))))),
    };
}
