using System.Globalization;

namespace MrJob.Local.S3;

/// <summary>S3's errors in S3's words: docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.</summary>
internal static class S3Errors
{
    public static S3Exception NoSuchBucket(string bucket) =>
        new(404, "NoSuchBucket", "The specified bucket does not exist", ("BucketName", bucket));

    public static S3Exception InvalidBucketName(string bucket) =>
        new(400, "InvalidBucketName", "The specified bucket is not valid.", ("BucketName", bucket));

    public static S3Exception BucketNotEmpty(string bucket) =>
        new(409, "BucketNotEmpty", "The bucket you tried to delete is not empty", ("BucketName", bucket));

    public static S3Exception BucketAlreadyOwnedByYou(string bucket) =>
        new(409, "BucketAlreadyOwnedByYou",
            "Your previous request to create the named bucket succeeded and you already own it.", ("BucketName", bucket));

    public static S3Exception NoSuchKey(string key) =>
        new(404, "NoSuchKey", "The specified key does not exist.", ("Key", key));

    public static S3Exception NoSuchVersion(string key, string version) =>
        new(404, "NoSuchVersion", "The specified version does not exist.", ("Key", key), ("VersionId", version));

    public static S3Exception NoSuchUpload(string uploadId) =>
        new(404, "NoSuchUpload",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
            ("UploadId", uploadId));

    public static S3Exception KeyTooLong(int bytes, int longest) =>
        new(400, "KeyTooLongError", "Your key is too long", ("Size", Text(bytes)), ("MaxSizeAllowed", Text(longest)));

    public static S3Exception InvalidUri() => new(400, "InvalidURI", "Couldn't parse the specified URI.");

    public static S3Exception InvalidArgument(string name, string value, string message) =>
        new(400, "InvalidArgument", message, ("ArgumentName", name), ("ArgumentValue", value));

    public static S3Exception InvalidRequest(string message) => new(400, "InvalidRequest", message);

    public static S3Exception InvalidDigest() => new(400, "InvalidDigest", "The Content-MD5 you specified was invalid.");

    public static S3Exception BadDigest(string what) =>
        new(400, "BadDigest", $"The {what} you specified did not match what we received.");

    public static S3Exception Sha256Mismatch() =>
        new(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");

    public static S3Exception IncompleteBody() =>
        new(400, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header");

    public static S3Exception MissingContentLength() =>
        new(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");

    public static S3Exception EntityTooLarge(long size, long largest) =>
        new(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size",
            ("ProposedSize", Text(size)), ("MaxSizeAllowed", Text(largest)));

    public static S3Exception EntityTooSmall(int part, long size, long smallest) =>
        new(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size",
            ("ProposedSize", Text(size)), ("MinSizeAllowed", Text(smallest)), ("PartNumber", Text(part)));

    public static S3Exception MetadataTooLarge(int size, int largest) =>
        new(400, "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size",
            ("Size", Text(size)), ("MaxSizeAllowed", Text(largest)));

    public static S3Exception InvalidPart(int part) =>
        new(400, "InvalidPart",
            "One or more of the specified parts could not be found.  The part may not have been uploaded, "
            + "or the specified entity tag may not match the part's entity tag.",
            ("PartNumber", Text(part)));

    public static S3Exception InvalidPartOrder() =>
        new(400, "InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.");

    public static S3Exception InvalidPartNumber(int asked, int parts) =>
        new(416, "InvalidPartNumber", "The requested partnumber is not satisfiable",
            ("PartNumberRequested", Text(asked)), ("ActualPartCount", Text(parts)));

    public static S3Exception InvalidRange(string asked, long size) =>
        new(416, "InvalidRange", "The requested range is not satisfiable", ("RangeRequested", asked), ("ActualObjectSize", Text(size)));

    public static S3Exception MalformedXml() =>
        new(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    public static S3Exception PreconditionFailed(string header) =>
        new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold", ("Condition", header));

    public static S3Exception ConditionalRequestConflict(string key) =>
        new(409, "ConditionalRequestConflict",
            "The conditional request cannot succeed due to a conflicting operation against this resource.",
            ("Condition", "If-None-Match"), ("Key", key));

    public static S3Exception MaxMessageLengthExceeded(long longest) =>
        new(400, "MaxMessageLengthExceeded", "Your request was too big.", ("MaxMessageLengthBytes", Text(longest)));

    public static S3Exception MethodNotAllowed(string method) =>
        new(405, "MethodNotAllowed", "The specified method is not allowed against this resource.", ("Method", method));

    public static S3Exception NotImplemented(string what) =>
        new(501, "NotImplemented", $"{what} is not implemented by the local S3.");

    public static S3Exception InvalidPresigning(string message) => new(400, "AuthorizationQueryParametersError", message);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
