namespace Amazon.ElasticMapReduce.Model;

/// <summary>The Kerberos realm of a cluster.</summary>
public class KerberosAttributes
{
    public string Realm { get; set; }
    public string KdcAdminPassword { get; set; }
    public string CrossRealmTrustPrincipalPassword { get; set; }
    public string ADDomainJoinUser { get; set; }
    public string ADDomainJoinPassword { get; set; }
}
