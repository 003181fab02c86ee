using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using MrJob.Testing;

[assembly: AssemblyFixture(typeof(MotoServer))]

namespace MrJob.Aws.Tests;

/// <summary>The client against moto, an emulator of AWS that knows nothing of us.</summary>
public sealed class MotoTests(MotoServer moto) : EmrClientContract
{
    [Fact]
    public async Task A_call_that_moto_does_not_have_fails_with_its_status()
    {
        var error = await Should.ThrowAsync<AmazonElasticMapReduceException>(
            () => Emr.ListInstanceFleetsAsync(new ListInstanceFleetsRequest { ClusterId = "j-1" }));

        error.StatusCode.ShouldBe(System.Net.HttpStatusCode.InternalServerError);
    }

    protected override Task<Uri> ServerAsync() => moto.ResetAsync();
}
