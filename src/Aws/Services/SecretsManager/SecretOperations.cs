using System.Security.Cryptography;
using Headwater.Aws.Calls;
using Headwater.Aws.Compile;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>The operations of secrets as such: making, describing, deleting, restoring, tags.</summary>
internal sealed class SecretOperations(SecretCalls calls, SecretVersions versions, IPlanPublisher publisher)
{
    private const int DefaultRecoveryDays = 30;
    private const int MostTags = 50;
    private const string SuffixLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public void Map(OperationMap operations)
    {
        operations.Map<CreateSecretRequest, SecretName>("CreateSecret", CreateAsync, (request, context) => new Permission("secretsmanager:CreateSecret", context.Arn("secretsmanager", $"secret:{request.Name}")));
        operations.Map("DescribeSecret", DescribeAsync, calls.Needs<SecretRequest>("DescribeSecret"));
        operations.Map("DeleteSecret", DeleteAsync, calls.Needs<DeleteSecretRequest>("DeleteSecret"));
        operations.Map("RestoreSecret", RestoreAsync, calls.Needs<SecretRequest>("RestoreSecret"));
        operations.Map("TagResource", TagAsync, calls.Needs<TagSecretRequest>("TagResource"));
        operations.Map("UntagResource", UntagAsync, calls.Needs<TagSecretRequest>("UntagResource"));
    }

    private async ValueTask<SecretName> CreateAsync(CreateSecretRequest request, CallContext context)
    {
        Check(request);
        var value = NewValue.Of(request.SecretString, request.SecretBinary);
        var versionId = request.ClientRequestToken ?? Guid.NewGuid().ToString();
        var key = RegionKey.Of(context.Region, request.Name);
        while (true)
        {
            var standing = await calls.Secrets.Documents.FindAsync(key, context.CancellationToken);
            if (standing is not null && !calls.Secrets.IsGone(standing.Value))
            {
                return Again(standing.Value, request, value);
            }

            var secret = New(request, context);
            var valued = value is null ? secret : versions.Add(secret, versionId, value, [Stage.Current], secret.CreatedAt);
            if (await calls.Secrets.Documents.TryPutAsync(key, valued, standing?.Version ?? 0, context.CancellationToken))
            {
                return SecretName.Of(secret) with { VersionId = value is null ? null : versionId };
            }
        }
    }

    private async ValueTask<SecretAnswer> DescribeAsync(SecretRequest request, CallContext context) =>
        SecretAnswer.Described((await calls.FindAsync(request.SecretId, context)).Value);

    private async ValueTask<SecretName> DeleteAsync(DeleteSecretRequest request, CallContext context)
    {
        if (request.ForceDeleteWithoutRecovery && request.RecoveryWindowInDays is not null)
        {
            throw RefusedSecret.Parameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
        }

        if (request.RecoveryWindowInDays is < 7 or > 30)
        {
            throw RefusedSecret.Parameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
        }

        var deleted = request.ForceDeleteWithoutRecovery ? await RemoveAsync(request.SecretId, context) : await ScheduleAsync(request, context);
        await publisher.PublishAsync(CancellationToken.None);
        return deleted;
    }

    private async ValueTask<SecretName> ScheduleAsync(DeleteSecretRequest request, CallContext context)
    {
        var deletion = calls.Secrets.Now.AddDays(request.RecoveryWindowInDays ?? DefaultRecoveryDays);
        var changed = await calls.ChangeAsync(request.SecretId, context, secret => secret with { DeletedAt = deletion });
        return SecretName.Of(changed) with { DeletionDate = deletion };
    }

    /// <summary>Removes a secret now; one that is not there is removed too.</summary>
    private async ValueTask<SecretName> RemoveAsync(string secretId, CallContext context)
    {
        while (await calls.Secrets.FindAsync(context.Region, secretId, context.CancellationToken) is { } found)
        {
            if (await calls.Secrets.Documents.TryPutAsync(found.Id, null, found.Version, context.CancellationToken))
            {
                return SecretName.Of(found.Value) with { DeletionDate = calls.Secrets.Now };
            }
        }

        var arn = secretId.StartsWith("arn:", StringComparison.Ordinal) ? secretId : context.Arn("secretsmanager", $"secret:{secretId}-{Suffix()}");
        return new() { Arn = arn, Name = secretId, DeletionDate = calls.Secrets.Now };
    }

    private async ValueTask<SecretName> RestoreAsync(SecretRequest request, CallContext context)
    {
        var restored = await calls.ChangeAnyAsync(request.SecretId, context, secret => secret.DeletedAt is null ? secret : secret with { DeletedAt = null });
        await publisher.PublishAsync(CancellationToken.None);
        return SecretName.Of(restored);
    }

    private async ValueTask<Nothing> TagAsync(TagSecretRequest request, CallContext context)
    {
        await calls.ChangeAsync(request.SecretId, context, secret =>
        {
            IReadOnlyList<Tag> tags = [.. secret.Tags.Where(tag => request.Tags?.Any(other => other.Key == tag.Key) != true), .. request.Tags ?? []];
            return tags.Count > MostTags ? throw RefusedSecret.Parameter($"A secret can have {MostTags} tags.") : secret with { Tags = tags };
        });
        return Nothing.Value;
    }

    private async ValueTask<Nothing> UntagAsync(TagSecretRequest request, CallContext context)
    {
        await calls.ChangeAsync(request.SecretId, context, secret => secret with { Tags = [.. secret.Tags.Where(tag => request.TagKeys?.Contains(tag.Key) != true)] });
        return Nothing.Value;
    }

    private SecretDocument New(CreateSecretRequest request, CallContext context)
    {
        var now = calls.Secrets.Now;
        return new()
        {
            Name = request.Name,
            Arn = context.Arn("secretsmanager", $"secret:{request.Name}-{Suffix()}"),
            Description = request.Description,
            KmsKeyId = request.KmsKeyId,
            Type = request.Type,
            Tags = request.Tags ?? [],
            CreatedAt = now,
            ChangedAt = now,
        };
    }

    /// <summary>Answers a request for a secret that stands already: good only when this very request made it.</summary>
    private SecretName Again(SecretDocument standing, CreateSecretRequest request, NewValue? value)
    {
        if (standing.DeletedAt is not null)
        {
            throw RefusedSecret.Request("You can't create this secret because a secret with this name is already scheduled for deletion.");
        }

        if (request.ClientRequestToken is { } token && value is not null && standing.Versions.Any(version => version.Id == token))
        {
            versions.Add(standing, token, value, [], calls.Secrets.Now);
            return SecretName.Of(standing) with { VersionId = token };
        }

        throw RefusedSecret.Exists($"The operation failed because the secret {request.Name} already exists.");
    }

    private static void Check(CreateSecretRequest request)
    {
        if (!request.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || "/_+=.@-!".Contains(letter, StringComparison.Ordinal)))
        {
            throw RefusedSecret.Parameter("Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!");
        }

        if (request.AddReplicaRegions is { Count: > 0 })
        {
            throw RefusedSecret.Parameter("AddReplicaRegions: this platform has no other regions to replicate to.");
        }

        if (request.Tags?.Count > MostTags)
        {
            throw RefusedSecret.Parameter($"A secret can have {MostTags} tags.");
        }
    }

    private static string Suffix() => RandomNumberGenerator.GetString(SuffixLetters, 6);
}
