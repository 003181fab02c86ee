using MrJob.Local.Gateway.Template;

namespace MrJob.Local.Tests.Gateway.Template;

public class SamTemplateTests
{
    [Fact]
    public void Globals_are_merged_key_by_key()
    {
        var function = Read("""
            Globals:
              Function:
                Timeout: 7
                MemorySize: 256
                Environment: {Variables: {A: global, B: global}}
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties: {Handler: 'a::b::c', MemorySize: 512, Environment: {Variables: {B: own, C: own}}}
            """).Functions.Single();
        function.Timeout.ShouldBe(TimeSpan.FromSeconds(7));
        function.MemorySize.ShouldBe(512);
        function.Environment.ShouldBe(new Dictionary<string, string> { ["A"] = "global", ["B"] = "own", ["C"] = "own" }, ignoreOrder: true);
    }

    [Fact]
    public void A_function_without_settings_has_those_of_Lambda()
    {
        var function = Read("Resources: {F: {Type: AWS::Serverless::Function, Properties: {Handler: 'a::b::c'}}}").Functions.Single();
        function.Timeout.ShouldBe(TimeSpan.FromSeconds(3));
        function.MemorySize.ShouldBe(128);
        function.AsyncRetries.MaximumRetryAttempts.ShouldBe(2);
    }

    [Fact]
    public void A_resource_whose_condition_is_false_is_not_there() => Read("""
        Conditions: {Never: !Equals [a, b]}
        Resources:
          B: {Type: AWS::S3::Bucket, Condition: Never}
          F: {Type: AWS::Serverless::Function, Condition: Never, Properties: {Handler: 'a::b::c'}}
        """).ShouldSatisfyAllConditions(t => t.Buckets.ShouldBeEmpty(), t => t.Functions.ShouldBeEmpty());

    [Fact]
    public void What_the_gateway_does_not_run_is_not_looked_at() => Read("""
        Resources:
          Odd: {Type: AWS::CloudWatch::Alarm, Properties: {X: !ImportValue elsewhere, Y: !GetAtt Nothing.At}}
          F: {Type: AWS::Serverless::Function, Properties: {Handler: 'a::b::c', Policies: [!Sub 'x${Nothing}']}}
        Outputs: {X: {Value: !Ref Nothing}}
        """).Functions.ShouldHaveSingleItem();

    [Theory]
    [InlineData("{}", false)]
    [InlineData("{NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: false}}}", false)]
    [InlineData("{NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: true}}}", true)]
    [InlineData("{NotificationConfiguration: {EventBridgeConfiguration: {}}}", true)]
    public void A_bucket_sends_events_when_it_is_told_to(string properties, bool sends) =>
        Read($"Resources: {{B: {{Type: AWS::S3::Bucket, Properties: {properties}}}}}").Buckets.ShouldBe([new("B", "demo-b", sends)]);

    [Theory]
    [InlineData("Auth: {Authorizer: NONE}, ApiId: !Ref Signed", false)]
    [InlineData("ApiId: !Ref Signed", true)]
    [InlineData("ApiId: !Ref Open", false)]
    [InlineData("Auth: {Authorizer: AWS_IAM}", true)]
    public void A_route_is_signed_as_it_or_its_api_says(string properties, bool iam) => Read($$"""
        Resources:
          Signed: {Type: AWS::Serverless::HttpApi, Properties: {Auth: {DefaultAuthorizer: AWS_IAM} } }
          Open: {Type: AWS::Serverless::HttpApi}
          F:
            Type: AWS::Serverless::Function
            Properties: {Handler: 'a::b::c', Events: {E: {Type: HttpApi, Properties: {Path: /x, Method: get, {{properties}} } } } }
        """).Functions.Single().Routes.ShouldHaveSingleItem().Iam.ShouldBe(iam);

    [Fact]
    public void A_route_without_a_path_is_the_default_one() =>
        Event("{Type: HttpApi}").Routes.Single().Key.ToString().ShouldBe("$default");

    [Theory]
    [InlineData("{Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 minute), State: DISABLED}}")]
    [InlineData("{Type: Schedule, Properties: {Schedule: rate(1 minute), Enabled: false}}")]
    [InlineData("{Type: EventBridgeRule, Properties: {Pattern: {source: [a]}, State: DISABLED}}")]
    public void What_is_disabled_is_not_wired(string source)
    {
        var function = Event(source);
        function.Schedules.ShouldBeEmpty();
        function.Rules.ShouldBeEmpty();
    }

    [Fact]
    public void A_schedule_is_named_after_its_function_and_event()
    {
        Event("{Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 minute)}}").Schedules.Single().Name.ShouldBe("FE");
        Event("{Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 minute), Name: n}}").Schedules.Single().Name.ShouldBe("n");
    }

    [Theory]
    [InlineData("{Type: Api, Properties: {Path: /x}}", "Resources.F.Properties.Events.E.Type", "is 'Api'; it must be one of HttpApi, EventBridgeRule")]
    [InlineData("{Properties: {Path: /x}}", "Resources.F.Properties.Events.E", "has no Type")]
    [InlineData("{Type: HttpApi, Properties: {Path: x, Method: GET}}", "Resources.F.Properties.Events.E.Properties.Path", "must start with '/'")]
    [InlineData("{Type: HttpApi, Properties: {Path: /x, Method: FETCH}}", "Resources.F.Properties.Events.E.Properties.Method", "'FETCH'")]
    [InlineData("{Type: HttpApi, Properties: {Path: /x, PayloadFormatVersion: '1.0'}}", "Resources.F.Properties.Events.E.Properties.PayloadFormatVersion", "2.0")]
    [InlineData("{Type: HttpApi, Properties: {Path: /x, Auth: {Authorizer: Mine}}}", "Resources.F.Properties.Events.E.Properties.Auth.Authorizer", "AWS_IAM, NONE")]
    [InlineData("{Type: EventBridgeRule}", "Resources.F.Properties.Events.E", "has no Pattern")]
    [InlineData("{Type: EventBridgeRule, Properties: {Pattern: {source: [{is: a}]}}}", "Resources.F.Properties.Events.E.Properties.Pattern", "the operator 'is'")]
    [InlineData("{Type: EventBridgeRule, Properties: {Pattern: {source: [a]}, Input: '{'}}", "Resources.F.Properties.Events.E.Properties.Input", "is not JSON")]
    [InlineData("{Type: EventBridgeRule, Properties: {Pattern: {source: [a]}, InputPath: $.x}}", "Resources.F.Properties.Events.E.Properties.InputPath", "not supported")]
    [InlineData("{Type: EventBridgeRule, Properties: {Pattern: {source: [a]}, RetryPolicy: {MaximumRetryAttempts: 186}}}", "Resources.F.Properties.Events.E.Properties.RetryPolicy.MaximumRetryAttempts", "from 0 to 185")]
    [InlineData("{Type: ScheduleV2, Properties: {ScheduleExpression: hourly}}", "Resources.F.Properties.Events.E.Properties.ScheduleExpression", "it must be rate(")]
    [InlineData("{Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 minute), ScheduleExpressionTimezone: Mars}}", "Resources.F.Properties.Events.E.Properties.ScheduleExpressionTimezone", "a time zone")]
    [InlineData("{Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 minute), State: 'OFF'}}", "Resources.F.Properties.Events.E.Properties.State", "ENABLED, DISABLED")]
    public void An_event_that_cannot_be_wired_is_a_fault_at_its_place(string source, string path, string says)
    {
        var fault = Should.Throw<TemplateException>(() => Event(source)).Faults.ShouldHaveSingleItem();
        fault.Place.Path.ShouldBe(path);
        fault.Message.ShouldContain(says);
    }

    [Fact]
    public void All_faults_are_told_at_once_with_line_and_column()
    {
        var thrown = Should.Throw<TemplateException>(() => Read("""
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: python3.13
                  Timeout: 901
                  MemorySize: big
                  Events: {E: {Type: SQS}}
              G:
                Type: AWS::Serverless::Function
            """));
        thrown.Message.Split(Environment.NewLine).ShouldBe([
            "t.yaml:5:7: Resources.F.Properties: has no Handler; it must have one, as Assembly::Namespace.Type::Method.",
            "t.yaml:5:16: Resources.F.Properties.Runtime: is 'python3.13'; functions here run on .NET, so it must be dotnet10, dotnet8 or the like.",
            "t.yaml:6:16: Resources.F.Properties.Timeout: is '901'; it must be a whole number from 1 to 900.",
            "t.yaml:7:19: Resources.F.Properties.MemorySize: is 'big'; it must be a whole number from 128 to 32768.",
            "t.yaml:8:26: Resources.F.Properties.Events.E.Type: is 'SQS'; it must be one of HttpApi, EventBridgeRule, CloudWatchEvent, ScheduleV2, Schedule.",
            "t.yaml:10:5: Resources.G: has no Properties; it must have one.",
        ]);
    }

    [Fact]
    public void One_route_for_two_functions_is_a_fault() => Should.Throw<TemplateException>(() => Read("""
        Resources:
          F: {Type: AWS::Serverless::Function, Properties: {Handler: 'a::b::c', Events: {E: {Type: HttpApi, Properties: {Path: /x, Method: GET}}}}}
          G: {Type: AWS::Serverless::Function, Properties: {Handler: 'a::b::c', Events: {E: {Type: HttpApi, Properties: {Path: /x, Method: get}}}}}
        """)).Message.ShouldContain("is the route GET /x, which Resources.F.Properties.Events.E.Properties is already");

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a: [", "is not YAML")]
    [InlineData("a: 1\na: 2", "is not YAML")]
    [InlineData("text", "it must be a mapping")]
    [InlineData("Description: x", "has no Resources")]
    [InlineData("Resources: []", "is a list; it must be a mapping")]
    [InlineData("Resources: {F: text}", "it must be a mapping")]
    [InlineData("a: &a [*a]", "t.yaml")]
    [InlineData("a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]", "is too big")]
    public void A_text_that_is_no_template_says_so(string text, string says) => Should.Throw<TemplateException>(() => Read(text)).Message.ShouldContain(says);

    [Fact]
    public void Merge_keys_and_aliases_are_expanded() => Read("""
        Base: &base {Handler: 'a::b::c', Timeout: 5}
        Resources:
          F: {Type: AWS::Serverless::Function, Properties: {<<: *base, Timeout: 9}}
        """).Functions.Single().ShouldSatisfyAllConditions(f => f.Handler.ShouldBe("a::b::c"), f => f.Timeout.TotalSeconds.ShouldBe(9));

    private static FunctionResource Event(string source) =>
        Read($"Resources: {{F: {{Type: AWS::Serverless::Function, Properties: {{Handler: 'a::b::c', Events: {{E: {source}}}}}}}}}").Functions.Single();

    private static SamTemplate Read(string text) => SamTemplate.Parse("t.yaml", text, "demo", new Dictionary<string, string>());
}
