using Headwater.Aws.Calls;
using Headwater.Aws.Services.Iam;
using Headwater.Documents;

namespace Headwater.Aws.Services.Sts;

/// <summary>STS: who signs, and keys that end.</summary>
public sealed class StsService : IAwsService
{
    private const int DefaultSeconds = 43_200;
    private const int MostRootSeconds = 3600;

    private readonly AssumeRoleOperation _assumeRole;
    private readonly Sessions _sessions;

    /// <summary>Makes it.</summary>
    /// <param name="store">Where sessions, users and roles are kept.</param>
    /// <param name="authorizer">Decides who may assume what.</param>
    public StsService(IDocumentStore store, Authorizer authorizer)
    {
        _assumeRole = new AssumeRoleOperation(store, authorizer);
        _sessions = new Sessions(store);
    }

    /// <inheritdoc/>
    public string Model => "sts";

    /// <inheritdoc/>
    public void Map(OperationMap operations)
    {
        // Nobody needs a permission to learn who he is, to get a session of himself, or to ask for a role, whose trust policy decides.
        operations.Map<Nothing, IdentityAnswer>("GetCallerIdentity", (_, context) => new(new IdentityAnswer(context.Principal.UserId, context.Principal.Account, context.Principal.Arn)), NeedsNothing);
        operations.Map<SessionTokenRequest, CredentialsAnswer>("GetSessionToken", GetSessionTokenAsync, NeedsNothing);
        operations.Map<AssumeRoleRequest, AssumeRoleOperation.AssumeRoleAnswer>("AssumeRole", _assumeRole.RunAsync, NeedsNothing);
        operations.Map<KeyRequest, KeyAnswer>("GetAccessKeyInfo", GetKeyAsync);
        operations.Map<Nothing, Nothing>("DecodeAuthorizationMessage", (_, _) =>
            throw new AwsException("InvalidAuthorizationMessageException", "Message is not an encoded authorization message."));
    }

    /// <summary>Whoever signed may; nobody may not.</summary>
    private static ValueTask<IReadOnlyList<Permission>> NeedsNothing<T>(T request, CallContext context) =>
        context.Principal.Kind == PrincipalKind.Anonymous
            ? throw new AwsException("MissingAuthenticationToken", "Request is missing Authentication Token") { Status = 403 }
            : new([]);

    private static ValueTask<KeyAnswer> GetKeyAsync(KeyRequest request, CallContext context) =>
        new(new KeyAnswer(IamId.AccountOf(request.AccessKeyId) ?? throw IamFault.Validation($"Invalid AccessKeyId: {request.AccessKeyId}")));

    private async ValueTask<CredentialsAnswer> GetSessionTokenAsync(SessionTokenRequest request, CallContext context)
    {
        var principal = context.Principal;
        if (principal.Kind is not (PrincipalKind.User or PrincipalKind.Root) || principal.AccessKeyId?.StartsWith("ASIA", StringComparison.Ordinal) == true)
        {
            throw new AwsException("AccessDenied", "Cannot call GetSessionToken with session credentials") { Status = 403 };
        }

        // AWS shortens what root asks for to an hour.
        var seconds = request.DurationSeconds ?? DefaultSeconds;
        var expires = context.Time.AddSeconds(principal.Kind == PrincipalKind.Root ? Math.Min(seconds, MostRootSeconds) : seconds);
        return new(await _sessions.BeginAsync(
            new SessionDocument
            {
                Secret = IamId.NewSecret(),
                Token = Sessions.NewToken(),
                Kind = principal.Kind,
                Account = principal.Account,
                Arn = principal.Arn,
                UserId = principal.UserId,
                Issued = context.Time,
                Expires = expires,
            },
            context.CancellationToken));
    }

    /// <summary>The answer of GetCallerIdentity.</summary>
    internal sealed record IdentityAnswer(string UserId, string Account, string Arn);

    /// <summary>A request for a session of oneself.</summary>
    internal sealed record SessionTokenRequest(int? DurationSeconds);

    /// <summary>The answer of GetSessionToken.</summary>
    internal sealed record CredentialsAnswer(SessionCredentials Credentials);

    /// <summary>A request about a key.</summary>
    internal sealed record KeyRequest(string AccessKeyId);

    /// <summary>The answer of GetAccessKeyInfo.</summary>
    internal sealed record KeyAnswer(string Account);
}
