namespace Amazon.Lambda.Core;

/// <summary>The Cognito identity of a mobile app's user.</summary>
public interface ICognitoIdentity
{
    string IdentityId { get; }

    string IdentityPoolId { get; }
}
