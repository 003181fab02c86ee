using MrJob.Local.Gateway.Template;

namespace MrJob.Local.Tests.Gateway.Template;

public class IntrinsicsTests
{
    [Theory]
    [InlineData("!Ref Stage", "prod")]
    [InlineData("{Ref: Stage}", "prod")]
    [InlineData("!Ref AWS::Region", "us-east-1")]
    [InlineData("!Ref AWS::AccountId", "123456789012")]
    [InlineData("!Ref AWS::StackName", "demo")]
    [InlineData("!Ref Data", "demo-data")]
    [InlineData("!Ref Named", "files-prod")]
    [InlineData("!Ref Jobs", "https://sqs.us-east-1.amazonaws.com/123456789012/demo-Jobs")]
    [InlineData("!Ref News", "arn:aws:sns:us-east-1:123456789012:demo-News")]
    [InlineData("!GetAtt Data.Arn", "arn:aws:s3:::demo-data")]
    [InlineData("{Fn::GetAtt: [Named, Arn]}", "arn:aws:s3:::files-prod")]
    [InlineData("!GetAtt F.Arn", "arn:aws:lambda:us-east-1:123456789012:function:demo-F")]
    [InlineData("!GetAtt Jobs.Arn", "arn:aws:sqs:us-east-1:123456789012:demo-Jobs")]
    [InlineData("!Sub 's3://${Data}/${Stage}/${!literal}'", "s3://demo-data/prod/${literal}")]
    [InlineData("!Sub ['${a}-${Data.Arn}', {a: !Ref Stage}]", "prod-arn:aws:s3:::demo-data")]
    [InlineData("{Fn::Sub: '${AWS::Partition}.${AWS::URLSuffix}'}", "aws.amazonaws.com")]
    [InlineData("!If [IsProd, yes, no]", "yes")]
    [InlineData("!If [IsTest, yes, no]", "no")]
    [InlineData("!If [Either, a, b]", "a")]
    [InlineData("!If [Both, a, b]", "b")]
    [InlineData("!Join ['-', [a, !Ref Stage, c]]", "a-prod-c")]
    [InlineData("!Join [',', !Ref Zones]", "x,y")]
    [InlineData("!Select [1, !Ref Zones]", "y")]
    [InlineData("!Select ['0', !Split ['/', 'a/b']]", "a")]
    [InlineData("!FindInMap [Sizes, !Ref Stage, memory]", "512")]
    [InlineData("{Fn::Base64: hi}", "aGk=")]
    [InlineData("*anchored", "shared")]
    [InlineData("1.50", "1.50")]
    [InlineData("true", "true")]
    public void A_value_resolves_as_in_a_deployment(string value, string expected) =>
        Read(value).Functions.Single().Environment["X"].ShouldBe(expected);

    [Fact]
    public void NoValue_removes_what_it_stands_for() =>
        Read("!If [IsTest, a, !Ref AWS::NoValue]").Functions.Single().Environment.Keys.ShouldNotContain("X");

    [Fact]
    public void Parameters_that_are_given_replace_defaults() =>
        Read("!If [IsProd, p, !Ref Stage]", new() { ["Stage"] = "test" }).Functions.Single().Environment["X"].ShouldBe("test");

    [Theory]
    [InlineData("!Ref Nothing", "'Nothing', which is neither a parameter nor a resource")]
    [InlineData("!Sub 'a${Nothing}'", "'Nothing', which is neither")]
    [InlineData("!Sub 'a${Data'", "has a '${' without its '}'")]
    [InlineData("!GetAtt Jobs.Color", "asks for Color of Jobs, AWS::SQS::Queue; known here are")]
    [InlineData("!GetAtt Nothing.Arn", "asks for Arn of Nothing, which is not in the template")]
    [InlineData("!ImportValue x", "uses Fn::ImportValue; known here are Ref, Sub")]
    [InlineData("!If [Nope, a, b]", "names the condition 'Nope'; there are IsProd, IsTest")]
    [InlineData("!If [IsProd]", "no three values")]
    [InlineData("!If [Circle, a, b]", "conditions must not go in circles")]
    [InlineData("!Select [5, !Ref Zones]", "it must be a whole number from 0 to 1")]
    [InlineData("!FindInMap [Sizes, test, memory]", "Sizes.test.memory, which is not in Mappings")]
    [InlineData("[a]", "is a list; it must be a text")]
    public void A_value_that_cannot_be_known_is_a_fault_with_its_place(string value, string says)
    {
        var fault = Should.Throw<TemplateException>(() => Read(value)).Faults.ShouldHaveSingleItem();
        fault.Message.ShouldContain(says);
        fault.Place.Line.ShouldBeGreaterThan(1);
        fault.Place.File.ShouldBe("t.yaml");
    }

    [Theory]
    [InlineData("Stage", "qa", "is 'qa'; it must be one of prod, test")]
    [InlineData("Count", "eleven", "must be a number")]
    [InlineData("Count", "11", "its MaxValue is 10")]
    [InlineData("Zones", "a b,c", "must match [a-z]+")]
    [InlineData("Stag", "x", "has no parameter Stag; it has Stage, Zones, Count")]
    public void A_parameter_is_held_to_its_declaration(string name, string value, string says) =>
        Should.Throw<TemplateException>(() => Read("a", new() { [name] = value })).Message.ShouldContain(says);

    [Fact]
    public void Json_is_a_template_too()
    {
        const string json = """
            {"Resources":{"B":{"Type":"AWS::S3::Bucket"},
             "F":{"Type":"AWS::Serverless::Function","Properties":{"Handler":"a::b::c","Environment":{"Variables":{"X":{"Fn::Sub":"s3://${B}"}}}}}}}
            """;
        SamTemplate.Parse("t.json", json, "demo", new Dictionary<string, string>()).Functions.Single().Environment["X"].ShouldBe("s3://demo-b");
    }

    private static SamTemplate Read(string value, Dictionary<string, string>? parameters = null) => SamTemplate.Parse("t.yaml", $$$"""
        Parameters:
          Stage: {Type: String, Default: prod, AllowedValues: [prod, test]}
          Zones: {Type: CommaDelimitedList, Default: 'x, y', AllowedPattern: '[a-z]+'}
          Count: {Type: Number, Default: 1, MaxValue: 10}
        Mappings:
          Sizes: {prod: {memory: 512}}
        Conditions:
          IsProd: !Equals [!Ref Stage, prod]
          IsTest: !Not [!Condition IsProd]
          Either: !Or [!Condition IsTest, {Condition: IsProd}]
          Both: !And [!Condition IsTest, !Condition IsProd]
          Circle: !Not [!Condition Circle]
        Metadata: &anchored shared
        Resources:
          Data: {Type: AWS::S3::Bucket}
          Named: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub 'files-${Stage}'}}
          Jobs: {Type: AWS::SQS::Queue}
          News: {Type: AWS::SNS::Topic}
          F:
            Type: AWS::Serverless::Function
            Properties:
              Handler: a::b::c
              Environment:
                Variables:
                  X: {{{value}}}
        """, "demo", parameters ?? []);
}
