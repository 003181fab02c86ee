using MrJob.Local.Events;

namespace MrJob.Local.Gateway.Template;

/// <summary>What the template's resources would be called if it were deployed as this stack.</summary>
internal sealed record Stack(string Name)
{
    /// <summary>CloudFormation adds random letters to names of its own making; here they are the same every time.</summary>
    public string NameOf(string logicalId) => $"{Name}-{logicalId}";

    /// <summary>Buckets have lower-case names only.</summary>
    public string BucketNameOf(string logicalId) => $"{Name}-{logicalId}".ToLowerInvariant();

    /// <summary>The values of CloudFormation's pseudo parameters, or null for a name that is none of them.</summary>
    public string? Pseudo(string name) => name switch
    {
        "AWS::Region" => AwsEvent.Region,
        "AWS::AccountId" => AwsEvent.Account,
        "AWS::StackName" => Name,
        "AWS::StackId" => $"arn:aws:cloudformation:{AwsEvent.Region}:{AwsEvent.Account}:stack/{Name}/00000000-0000-0000-0000-000000000000",
        "AWS::Partition" => "aws",
        "AWS::URLSuffix" => "amazonaws.com",
        _ => null,
    };

    public static string FunctionArn(string name) => Arn("lambda", $"function:{name}");

    public static string Arn(string service, string resource) => $"arn:aws:{service}:{AwsEvent.Region}:{AwsEvent.Account}:{resource}";
}
