using System.Text;
using MrJob.Local.Gateway.Handlers;

namespace MrJob.Local.Tests.Gateway.Handlers;

public class HandlerMethodTests
{
    private const string Functions = "MrJob.Local.Tests::MrJob.Local.Tests.Gateway.SampleFunctions";

    [Theory]
    [InlineData("Plain", """{"a":1}""", """{"got":{"a":1}}""")]
    [InlineData("Raw", "12345", "\"5 of demo-F\"")]
    [InlineData("StaticAsync", "null", "\"static\"")]
    [InlineData("Nothing", "null", "")]
    [InlineData("OnlyContextAsync", "null", "")]
    [InlineData("Shout", "\"quiet\"", "\"QUIET\"")]
    public async Task A_method_runs_with_its_serializer(string method, string input, string output)
    {
        var handler = HandlerMethod.Resolve($"{Functions}::{method}");
        var instance = handler.IsStatic ? null : new SampleFunctions(new SampleCalls());
        var context = new LocalLambdaContext(LambdaFunctionTests.Resource(method), "id", new WatchedTime(), _ => { });
        Encoding.UTF8.GetString(await handler.InvokeAsync(instance, Encoding.UTF8.GetBytes(input), context)).ShouldBe(output);
    }

    [Theory]
    [InlineData("index.handler", "it must be Assembly::Namespace.Type::Method")]
    [InlineData("A::B", "it must be Assembly::Namespace.Type::Method")]
    [InlineData("No.Such::A.B::C", "in the assembly No.Such, which cannot be loaded")]
    [InlineData("MrJob.Local.Tests::No.Such::C", "has no type No.Such")]
    [InlineData(Functions + "::Missing", "of which there are 0")]
    [InlineData(Functions + "::Overloaded", "of which there are 2")]
    [InlineData(Functions + "::AsyncVoid", "async void")]
    [InlineData(Functions + "::ValueAsync", "it must return nothing, a value, Task or Task<T>")]
    [InlineData(Functions + "::Generic", "abstract or generic")]
    [InlineData(Functions + "::TooMany", "it may take an input and then an ILambdaContext")]
    [InlineData("MrJob.Local.Tests::MrJob.Local.Tests.Gateway.AbstractFunctions::Handle", "abstract or generic")]
    [InlineData("System.Private.CoreLib::System.Guid::NewGuid", "needs a LambdaSerializer attribute")]
    public void A_string_that_names_no_handler_says_why(string handler, string says) =>
        Should.Throw<HandlerException>(() => HandlerMethod.Resolve(handler)).Message.ShouldContain(says);
}
