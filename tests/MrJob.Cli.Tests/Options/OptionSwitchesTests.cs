using System.CommandLine;
using System.Text.Json.Nodes;
using MrJob.Cli.Options;
using MrJob.Core.Configuration;

namespace MrJob.Cli.Tests.Options;

public class OptionSwitchesTests
{
    private static readonly OptionScope[] All = [OptionScope.Job, OptionScope.Cluster, OptionScope.Client];

    [Fact]
    public void Every_option_and_every_old_name_has_a_switch_and_no_two_share_one()
    {
        var command = new Command("run");
        new OptionSwitches(All).AddTo(command);
        var names = command.Options.SelectMany(o => o.Aliases.Append(o.Name)).ToList();
        names.Distinct().Count().ShouldBe(names.Count);
        foreach (var name in OptionTable.All.Select(o => o.Name).Concat(OldNames.All.Select(o => o.Old)))
            names.ShouldContain("--" + name.Replace('_', '-'));
    }

    [Theory]
    [InlineData("--instance-type m5.large", """{"instance_type":"m5.large"}""")]
    [InlineData("--num-core-instances 3", """{"num_core_instances":3}""")]
    [InlineData("--num-core-instances many", """{"num_core_instances":"many"}""")] // the reader says what is wrong with it
    [InlineData("--label 007", """{"label":"007"}""")]
    [InlineData("--pool-clusters", """{"pool_clusters":true}""")]
    [InlineData("--no-pool-clusters", """{"pool_clusters":false}""")]
    [InlineData("--pool night", """{"pool_clusters":true,"pool_name":"night"}""")]
    [InlineData("--pool-emr-job-flows --emr-job-flow-id j-1", """{"pool_emr_job_flows":true,"emr_job_flow_id":"j-1"}""")]
    [InlineData("--file a --file b,c", """{"upload_files":["a","b","c"]}""")]
    [InlineData("--setup a,b --setup c", """{"setup":["a,b","c"]}""")]
    [InlineData("-D a=1 --jobconf b=x=y", """{"jobconf":{"a":"1","b":"x=y"}}""")]
    [InlineData("--cmdenv A=1 --cmdenv A=2", """{"cmdenv":{"A":"2"}}""")]
    [InlineData("--extra-cluster-param A.B=3 --extra-cluster-param C=null", """{"extra_cluster_params":{"A.B":3,"C":null}}""")]
    [InlineData("--set instance_type=a --instance-type b", """{"instance_type":"a"}""")]
    [InlineData("--disable-emr-debugging --ssh-tunnel-is-closed", """{"enable_emr_debugging":false,"ssh_tunnel_is_open":false}""")]
    [InlineData("", "{}")]
    public void Switches_say_what_a_job_file_would(string line, string options) =>
        Read(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToJsonString().ShouldBe(options);

    [Fact]
    public void Structures_are_given_as_JSON_one_by_one_or_as_a_list() =>
        Read("--emr-configuration", """{"Classification": "x"}""", "--emr-configuration", """[{"Classification": "y"}]""").ToJsonString()
            .ShouldBe("""{"emr_configurations":[{"Classification":"x"},{"Classification":"y"}]}""");

    [Fact]
    public void Help_shows_each_option_with_the_words_of_the_table()
    {
        var command = new Command("run");
        new OptionSwitches(All).AddTo(command);
        foreach (var option in OptionTable.All.Where(o => o is { ReplacedBy: null, RefusedBecause: null }))
            command.Options.Single(o => o.Name == SwitchNames.Of(option)[0]).Description!.ShouldStartWith(option.Doc);
    }

    [Fact]
    public void A_pair_without_its_sign_is_bad_usage() => Should.Throw<CommandException>(() => Read("--cmdenv", "A")).Message.ShouldBe("--cmdenv A: it must look like NAME=VALUE.");

    private static JsonObject Read(params string[] args)
    {
        var switches = new OptionSwitches(All);
        var command = new Command("run");
        switches.AddTo(command);
        var parsed = command.Parse(args);
        parsed.Errors.ShouldBeEmpty();
        return switches.Read(parsed);
    }
}
