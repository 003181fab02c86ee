using MrJob.Local.Events;

namespace MrJob.Local.Gateway.Template;

/// <summary>
/// What <c>Ref</c> and <c>Fn::GetAtt</c> say of resources. Those that the gateway does not run have names and ARNs all the
/// same: they may stand in a function's environment.
/// </summary>
/// <param name="resolve">Resolves intrinsic functions inside a resource's own name.</param>
internal sealed class Resources(MapNode? resources, Stack stack, Func<Node, Node?> resolve)
{
    private readonly HashSet<string> _naming = [];

    public bool Has(string logicalId) => resources?[logicalId] is not null;

    public string Ref(string logicalId, Node at) => TypeOf(logicalId) switch
    {
        "AWS::SNS::Topic" => Stack.Arn("sns", NameOf(logicalId, at)),
        "AWS::SQS::Queue" => $"https://sqs.{AwsEvent.Region}.amazonaws.com/{AwsEvent.Account}/{NameOf(logicalId, at)}",
        _ => NameOf(logicalId, at),
    };

    public string Attribute(string logicalId, string attribute, Node at) => (TypeOf(logicalId), attribute) switch
    {
        ("AWS::S3::Bucket", "Arn") => $"arn:aws:s3:::{NameOf(logicalId, at)}",
        ("AWS::S3::Bucket", "DomainName") => $"{NameOf(logicalId, at)}.s3.amazonaws.com",
        ("AWS::S3::Bucket", "RegionalDomainName") => $"{NameOf(logicalId, at)}.s3.{AwsEvent.Region}.amazonaws.com",
        ("AWS::Serverless::Function" or "AWS::Lambda::Function", "Arn") => Stack.FunctionArn(NameOf(logicalId, at)),
        ("AWS::SQS::Queue", "Arn") => Stack.Arn("sqs", NameOf(logicalId, at)),
        ("AWS::SQS::Queue", "QueueName") => NameOf(logicalId, at),
        ("AWS::SNS::Topic", "TopicName") => NameOf(logicalId, at),
        ("AWS::SNS::Topic", "TopicArn") => Stack.Arn("sns", NameOf(logicalId, at)),
        ("AWS::DynamoDB::Table", "Arn") => Stack.Arn("dynamodb", $"table/{NameOf(logicalId, at)}"),
        ("AWS::Logs::LogGroup", "Arn") => Stack.Arn("logs", $"log-group:{NameOf(logicalId, at)}:*"),
        ("AWS::IAM::Role", "Arn") => $"arn:aws:iam::{AwsEvent.Account}:role/{NameOf(logicalId, at)}",
        (var type, _) => throw at.Fault(
            $"asks for {attribute} of {logicalId}, {type ?? "which is not in the template"}; known here are the Arn of buckets, functions, "
            + "queues, tables, log groups and roles, the DomainName and RegionalDomainName of buckets, QueueName, TopicName and TopicArn."),
    };

    /// <summary>The resource's physical name: its own name property, else one made from the stack's name and its logical id.</summary>
    public string NameOf(string logicalId, Node at)
    {
        var type = TypeOf(logicalId);
        var property = type switch
        {
            "AWS::S3::Bucket" => "BucketName",
            "AWS::Serverless::Function" or "AWS::Lambda::Function" => "FunctionName",
            "AWS::SQS::Queue" => "QueueName",
            "AWS::SNS::Topic" => "TopicName",
            "AWS::DynamoDB::Table" => "TableName",
            "AWS::IAM::Role" => "RoleName",
            "AWS::Logs::LogGroup" => "LogGroupName",
            _ => null,
        };
        return OwnName(logicalId, property, at) ?? (type == "AWS::S3::Bucket" ? stack.BucketNameOf(logicalId) : stack.NameOf(logicalId));
    }

    private string? OwnName(string logicalId, string? property, Node at)
    {
        if (property is null || resources![logicalId]!.Map()["Properties"]?.Map()[property] is not { } name)
            return null;
        if (!_naming.Add(logicalId))
            throw at.Fault($"refers to {logicalId}, whose name refers back to it; names must not go in circles.");
        try
        {
            return resolve(name)?.Text();
        }
        finally
        {
            _naming.Remove(logicalId);
        }
    }

    private string? TypeOf(string logicalId) => (resources?[logicalId] as MapNode)?["Type"]?.Text();
}
