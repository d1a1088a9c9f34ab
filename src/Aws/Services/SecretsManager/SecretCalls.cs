using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>What every operation on a secret does first: find it, ask who may, refuse what is being deleted.</summary>
internal sealed class SecretCalls(SecretStore secrets)
{
    public SecretStore Secrets => secrets;

    /// <summary>The secret of a request, also while it is being deleted.</summary>
    public async ValueTask<Versioned<SecretDocument>> FindAsync(string secretId, CallContext context) =>
        await secrets.FindAsync(context.Region, secretId, context.CancellationToken) ?? throw RefusedSecret.NotFound();

    /// <summary>The secret of a request.</summary>
    public async ValueTask<SecretDocument> LiveAsync(string secretId, CallContext context)
    {
        var found = await FindAsync(secretId, context);
        return found.Value.DeletedAt is null ? found.Value : throw RefusedSecret.Deleted();
    }

    /// <summary>Changes a secret that is not being deleted.</summary>
    public ValueTask<SecretDocument> ChangeAsync(string secretId, CallContext context, Func<SecretDocument, SecretDocument> change) =>
        ChangeAnyAsync(secretId, context, secret => secret.DeletedAt is null ? change(secret) : throw RefusedSecret.Deleted());

    /// <summary>Changes a secret, also while it is being deleted; again when another writer came between.</summary>
    public async ValueTask<SecretDocument> ChangeAnyAsync(string secretId, CallContext context, Func<SecretDocument, SecretDocument> change)
    {
        while (true)
        {
            var found = await FindAsync(secretId, context);
            var changed = change(found.Value);
            if (ReferenceEquals(changed, found.Value) || await secrets.Documents.TryPutAsync(found.Id, changed, found.Version, context.CancellationToken))
            {
                return changed;
            }
        }
    }

    /// <summary>What a caller needs for an operation on a secret: its own policy counts too.</summary>
    public Func<TRequest, CallContext, ValueTask<IReadOnlyList<Permission>>> Needs<TRequest>(string operation)
        where TRequest : SecretRequest =>
        async (request, context) =>
        {
            var found = await secrets.FindAsync(context.Region, request.SecretId, context.CancellationToken);
            var arn = found?.Value.Arn ?? (request.SecretId.StartsWith("arn:", StringComparison.Ordinal) ? request.SecretId : context.Arn("secretsmanager", $"secret:{request.SecretId}"));
            return [new($"secretsmanager:{operation}", arn) { ResourcePolicy = found?.Value.Policy }];
        };
}
