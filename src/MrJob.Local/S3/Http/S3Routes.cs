using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;

namespace MrJob.Local.S3.Http;

/// <summary>Which of S3's calls a request is, by its method, what it is about, and the query parameter that tells calls apart.</summary>
internal static class S3Routes
{
    private const bool OnBucket = false;
    private const bool OnObject = true;

    /// <summary>The first that fits counts. A parameter may ask for a value.</summary>
    private static readonly (string Method, bool On, string? Parameter, string Name)[] Routes =
    [
        ("GET", OnBucket, "location", "GetBucketLocation"),
        ("GET", OnBucket, "notification", "GetBucketNotificationConfiguration"),
        ("PUT", OnBucket, "notification", "PutBucketNotificationConfiguration"),
        ("GET", OnBucket, "uploads", "ListMultipartUploads"),
        ("GET", OnBucket, "versions", "ListObjectVersions"),
        ("POST", OnBucket, "delete", "DeleteObjects"),
        ("GET", OnObject, "uploadId", "ListParts"),
        ("PUT", OnObject, "uploadId", "UploadPart"),
        ("POST", OnObject, "uploadId", "CompleteMultipartUpload"),
        ("DELETE", OnObject, "uploadId", "AbortMultipartUpload"),
        ("POST", OnObject, "uploads", "CreateMultipartUpload"),
        ("GET", OnObject, "attributes", "GetObjectAttributes"),
        ("GET", OnObject, "torrent", "GetObjectTorrent"),
        ("POST", OnObject, "restore", "RestoreObject"),
        ("POST", OnObject, "select", "SelectObjectContent"),
        ("PUT", OnObject, "renameObject", "RenameObject"),
        ("GET", OnBucket, "session", "CreateSession"),
    ];

    /// <summary>Parameters that name what has calls of its own: <c>PUT ?acl</c> is PutBucketAcl or PutObjectAcl.</summary>
    private static readonly (string Parameter, string Name)[] Subresources =
    [
        ("accelerate", "AccelerateConfiguration"), ("acl", "Acl"), ("analytics", "AnalyticsConfiguration"), ("cors", "Cors"),
        ("encryption", "Encryption"), ("intelligent-tiering", "IntelligentTieringConfiguration"), ("inventory", "InventoryConfiguration"),
        ("legal-hold", "LegalHold"), ("lifecycle", "LifecycleConfiguration"), ("logging", "Logging"),
        ("metadataTable", "MetadataTableConfiguration"),
        ("metrics", "MetricsConfiguration"), ("object-lock", "ObjectLockConfiguration"), ("ownershipControls", "OwnershipControls"),
        ("policy", "Policy"), ("policyStatus", "PolicyStatus"), ("publicAccessBlock", "PublicAccessBlock"), ("replication", "Replication"),
        ("requestPayment", "RequestPayment"), ("retention", "Retention"), ("tagging", "Tagging"), ("versioning", "Versioning"),
        ("website", "Website"),
    ];

    /// <summary>Parameters that may be empty and name no call.</summary>
    private static readonly FrozenSet<string> Plain = FrozenSet.Create(
        "prefix", "delimiter", "marker", "start-after", "continuation-token", "max-keys", "encoding-type", "fetch-owner", "list-type", "key-marker",
        "upload-id-marker", "max-uploads", "part-number-marker", "max-parts", "partNumber", "max-buckets", "bucket-region", "versionId", "x-id",
        "AWSAccessKeyId", "Signature", "Expires");

    private static readonly FrozenSet<string> Known =
        Routes.Select(route => route.Parameter!).Concat(Subresources.Select(subresource => subresource.Parameter)).Concat(Plain).ToFrozenSet();

    /// <summary>
    /// A parameter without a value that is none of those known here; null where there is none. S3's calls that came after this was written
    /// are asked for so: to pass over the parameter would be to do another call in their place.
    /// </summary>
    public static string? UnknownSubresource(IEnumerable<KeyValuePair<string, StringValues>> query) =>
        query.Where(parameter => StringValues.IsNullOrEmpty(parameter.Value) && !Known.Contains(parameter.Key)
                && !parameter.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)
                && !parameter.Key.StartsWith("response-", StringComparison.Ordinal))
            .Select(parameter => parameter.Key).FirstOrDefault();

    /// <summary>The call as AWS names it, or null where S3 has none.</summary>
    /// <param name="has">Whether the query has a parameter.</param>
    public static string? NameOf(string method, S3Target target, Func<string, bool> has, bool isCopy, bool isVersion2)
    {
        if (target.Bucket is null)
            return method == "GET" ? "ListBuckets" : null;
        var on = target.Key is not null;
        var name = Routes.FirstOrDefault(route => route.Method == method && route.On == on && has(route.Parameter!)).Name
            ?? OfSubresource(method, on, has)
            ?? (on ? OfObject(method, isCopy) : OfBucket(method, isVersion2));
        return name == "UploadPart" && isCopy ? "UploadPartCopy" : name;
    }

    private static string? OfBucket(string method, bool isVersion2) => method switch
    {
        "GET" => isVersion2 ? "ListObjectsV2" : "ListObjects",
        "HEAD" => "HeadBucket",
        "PUT" => "CreateBucket",
        "DELETE" => "DeleteBucket",
        _ => null,
    };

    private static string? OfObject(string method, bool isCopy) => method switch
    {
        "GET" => "GetObject",
        "HEAD" => "HeadObject",
        "PUT" => isCopy ? "CopyObject" : "PutObject",
        "DELETE" => "DeleteObject",
        _ => null,
    };

    private static string? OfSubresource(string method, bool on, Func<string, bool> has)
    {
        var name = Subresources.FirstOrDefault(subresource => has(subresource.Parameter)).Name;
        var verb = method switch { "GET" => "Get", "PUT" => "Put", "DELETE" => "Delete", _ => null };
        if (name is null || verb is null)
            return null;
        var noun = name == "PublicAccessBlock" || name == "ObjectLockConfiguration" ? "" : on ? "Object" : "Bucket";
        return verb + noun + name;
    }
}
