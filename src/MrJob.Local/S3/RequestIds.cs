using System.Security.Cryptography;

namespace MrJob.Local.S3;

/// <summary>Ids of requests as S3 makes them: 16 capitals and digits.</summary>
internal static class RequestIds
{
    public static string New() => RandomNumberGenerator.GetString("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 16);
}
