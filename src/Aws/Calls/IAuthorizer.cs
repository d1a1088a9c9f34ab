namespace Headwater.Aws.Calls;

/// <summary>Decides whether a principal may do something; the IAM service does, by the policies that exist.</summary>
public interface IAuthorizer
{
    /// <summary>Decides by identity, session and resource policies; explicit deny wins, silence is a refusal.</summary>
    /// <returns>Null when it is allowed, else the words of the refusal, such as <c>User: … is not authorized to perform: … on resource: … because …</c>.</returns>
    ValueTask<string?> RefusalAsync(CallContext context, Permission permission);
}
