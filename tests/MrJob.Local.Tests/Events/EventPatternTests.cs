using System.Text.Json.Nodes;
using MrJob.Local.Events;

namespace MrJob.Local.Tests.Events;

public class EventPatternTests
{
    private const string S3 = """
        {"source":"aws.s3","detail-type":"Object Created","resources":["arn:aws:s3:::a","arn:aws:s3:::b"],
         "detail":{"bucket":{"name":"state"},"object":{"key":"queue/1.json","size":300},"reason":null,"tags":[],"ip":"10.0.0.17",
                   "parts":[{"n":1,"name":"x"},{"n":2,"name":"y"}]}}
        """;

    [Theory]
    [InlineData("""{"source":["aws.s3"]}""", true)]
    [InlineData("""{"source":["aws.emr","aws.s3"]}""", true)]
    [InlineData("""{"source":["aws.emr"]}""", false)]
    [InlineData("""{"source":["AWS.S3"]}""", false)]
    [InlineData("""{"source":["aws.s3"],"detail-type":["Object Deleted"]}""", false)]
    [InlineData("""{"resources":["arn:aws:s3:::b"]}""", true)]
    [InlineData("""{"resources":["arn:aws:s3:::c"]}""", false)]
    [InlineData("""{"detail":{"bucket":{"name":["state"]},"object":{"key":[{"prefix":"queue/"}]}}}""", true)]
    [InlineData("""{"detail":{"bucket":{"name":["other"]},"object":{"key":[{"prefix":"queue/"}]}}}""", false)]
    [InlineData("""{"detail":{"object":{"size":[300]}}}""", true)]
    [InlineData("""{"detail":{"object":{"size":["300"]}}}""", false)]
    [InlineData("""{"detail":{"object":{"size":[3.0e2]}}}""", false)]
    [InlineData("""{"detail":{"reason":[null]}}""", true)]
    [InlineData("""{"detail":{"missing":[null]}}""", false)]
    [InlineData("""{"detail":{"bucket":["state"]}}""", false)]
    public void Plain_values_match_one_of_the_events_values(string pattern, bool matches) => Check(pattern, matches);

    [Theory]
    [InlineData("""{"prefix":"queue/"}""", true)]
    [InlineData("""{"prefix":"Queue/"}""", false)]
    [InlineData("""{"prefix":{"equals-ignore-case":"QUEUE"}}""", true)]
    [InlineData("""{"suffix":".json"}""", true)]
    [InlineData("""{"suffix":".JSON"}""", false)]
    [InlineData("""{"suffix":{"equals-ignore-case":".JSON"}}""", true)]
    [InlineData("""{"equals-ignore-case":"QUEUE/1.JSON"}""", true)]
    [InlineData("""{"equals-ignore-case":"queue"}""", false)]
    [InlineData("""{"wildcard":"queue/*.json"}""", true)]
    [InlineData("""{"wildcard":"*1*"}""", true)]
    [InlineData("""{"wildcard":"*"}""", true)]
    [InlineData("""{"wildcard":"queue/1.json*json"}""", false)]
    [InlineData("""{"wildcard":"queue/\\*.json"}""", false)]
    [InlineData("""{"wildcard":"queue"}""", false)]
    [InlineData("""{"anything-but":"queue/2.json"}""", true)]
    [InlineData("""{"anything-but":"queue/1.json"}""", false)]
    [InlineData("""{"anything-but":["a","queue/1.json"]}""", false)]
    [InlineData("""{"anything-but":{"prefix":"queue/"}}""", false)]
    [InlineData("""{"anything-but":{"prefix":["a/","b/"]}}""", true)]
    [InlineData("""{"anything-but":{"suffix":".json"}}""", false)]
    [InlineData("""{"anything-but":{"wildcard":"*/1.*"}}""", false)]
    [InlineData("""{"anything-but":{"equals-ignore-case":["QUEUE/1.json"]}}""", false)]
    public void Operators_on_texts(string alternative, bool matches) =>
        Check("""{"detail":{"object":{"key":[""" + alternative + "]}}}", matches);

    [Theory]
    [InlineData("""["=",300]""", true)]
    [InlineData("""["=",3.0e2]""", true)]
    [InlineData("""[">",0,"<=",300]""", true)]
    [InlineData("""[">",300]""", false)]
    [InlineData("""[">=",300,"<",300.5]""", true)]
    public void Numbers_are_compared(string range, bool matches) =>
        Check("""{"detail":{"object":{"size":[{"numeric":""" + range + "}]}}}", matches);

    [Theory]
    [InlineData("""{"detail":{"object":{"key":[{"exists":true}]}}}""", true)]
    [InlineData("""{"detail":{"object":{"key":[{"exists":false}]}}}""", false)]
    [InlineData("""{"detail":{"object":{"etag":[{"exists":false}]}}}""", true)]
    [InlineData("""{"detail":{"cluster":{"id":[{"exists":false}]}}}""", true)]
    [InlineData("""{"detail":{"reason":[{"exists":true}]}}""", true)]
    [InlineData("""{"detail":{"tags":[{"exists":true}]}}""", false)]
    [InlineData("""{"detail":{"object":{"etag":[{"exists":false},"x"]}}}""", true)]
    public void Fields_exist_or_do_not(string pattern, bool matches) => Check(pattern, matches);

    [Theory]
    [InlineData("""{"detail":{"ip":[{"cidr":"10.0.0.0/24"}]}}""", true)]
    [InlineData("""{"detail":{"ip":[{"cidr":"10.0.1.0/24"}]}}""", false)]
    [InlineData("""{"$or":[{"source":["aws.emr"]},{"detail-type":["Object Created"]}]}""", true)]
    [InlineData("""{"source":["aws.emr"],"$or":[{"source":["aws.s3"]},{"detail-type":["Object Created"]}]}""", false)]
    [InlineData("""{"detail":{"$or":[{"bucket":{"name":["x"]}},{"object":{"size":[{"numeric":["<",301]}]}}]}}""", true)]
    [InlineData("""{"detail":{"parts":{"n":[2],"name":["y"]}}}""", true)]
    [InlineData("""{"detail":{"parts":{"n":[1],"name":["y"]}}}""", false)]
    [InlineData("""{"detail":{"missing":[{"anything-but":"x"}]}}""", false)]
    public void Networks_choices_and_lists_of_objects(string pattern, bool matches) => Check(pattern, matches);

    [Theory]
    [InlineData("{}", "its root")]
    [InlineData("""{"source":"aws.s3"}""", "at source")]
    [InlineData("""{"source":[]}""", "at source")]
    [InlineData("""{"detail":{}}""", "at detail")]
    [InlineData("""{"detail":{"key":[{"prefx":"a"}]}}""", "at detail.key the operator 'prefx'; known are prefix, suffix")]
    [InlineData("""{"detail":{"key":[{"prefix":"a","suffix":"b"}]}}""", "exactly one operator")]
    [InlineData("""{"detail":{"key":[["a"]]}}""", "a list in a list")]
    [InlineData("""{"detail":{"key":[{"prefix":1}]}}""", "'prefix' with 1; it takes a text")]
    [InlineData("""{"detail":{"key":[{"exists":"yes"}]}}""", "exists")]
    [InlineData("""{"detail":{"key":[{"numeric":[">"]}]}}""", "numeric")]
    [InlineData("""{"detail":{"key":[{"numeric":["!=",1]}]}}""", "'!='")]
    [InlineData("""{"detail":{"key":[{"numeric":[">","1"]}]}}""", "it must be a number")]
    [InlineData("""{"detail":{"key":[{"wildcard":"a**b"}]}}""", "'*' must not follow '*'")]
    [InlineData("""{"detail":{"key":[{"wildcard":"a\\b"}]}}""", "before '*'")]
    [InlineData("""{"detail":{"key":[{"anything-but":[]}]}}""", "anything-but")]
    [InlineData("""{"detail":{"key":[{"anything-but":{"numeric":["=",1]}}]}}""", "anything-but")]
    [InlineData("""{"detail":{"key":[{"cidr":"10"}]}}""", "cidr")]
    [InlineData("""{"$or":[{"source":["a"]}]}""", "$or")]
    public void A_pattern_that_EventBridge_refuses_is_refused_by_name(string pattern, string says) =>
        Should.Throw<EventPatternException>(() => EventPattern.Parse(JsonNode.Parse(pattern)!.AsObject())).Message.ShouldContain(says);

    private static void Check(string pattern, bool matches) =>
        EventPattern.Parse(JsonNode.Parse(pattern)!.AsObject()).Matches(JsonNode.Parse(S3)!.AsObject()).ShouldBe(matches);
}
