using System.Security.Cryptography;
using System.Text;
using Headwater.Aws.Calls;
using Headwater.Aws.Compile;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>The operations of values and their labels.</summary>
internal sealed class ValueOperations(SecretCalls calls, SecretVersions versions, IPlanPublisher publisher)
{
    public void Map(OperationMap operations)
    {
        operations.Map("PutSecretValue", PutAsync, calls.Needs<ValueRequest>("PutSecretValue"));
        operations.Map("UpdateSecret", UpdateAsync, calls.Needs<ValueRequest>("UpdateSecret"));
        operations.Map("GetSecretValue", GetAsync, calls.Needs<GetValueRequest>("GetSecretValue"));
        operations.Map("UpdateSecretVersionStage", MoveStageAsync, calls.Needs<MoveStageRequest>("UpdateSecretVersionStage"));
        operations.Map("ListSecretVersionIds", ListAsync, calls.Needs<ListVersionsRequest>("ListSecretVersionIds"));
    }

    private async ValueTask<SecretName> PutAsync(ValueRequest request, CallContext context)
    {
        var value = NewValue.Of(request.SecretString, request.SecretBinary) ?? throw RefusedSecret.Request("You must provide either SecretString or SecretBinary.");
        var (id, stages) = (request.ClientRequestToken ?? NewVersionId(), request.VersionStages ?? [Stage.Current]);
        var changed = await calls.ChangeAsync(request.SecretId, context, secret => versions.Add(secret, id, value, First(secret, stages), calls.Secrets.Now));
        await publisher.PublishAsync(CancellationToken.None);
        return SecretName.Of(changed) with { VersionId = id, VersionStages = changed.Versions.First(version => version.Id == id).Stages };
    }

    private async ValueTask<SecretName> UpdateAsync(ValueRequest request, CallContext context)
    {
        var value = NewValue.Of(request.SecretString, request.SecretBinary);
        var id = request.ClientRequestToken ?? NewVersionId();
        var changed = await calls.ChangeAsync(request.SecretId, context, secret =>
        {
            var described = secret with
            {
                Description = request.Description ?? secret.Description,
                KmsKeyId = request.KmsKeyId ?? secret.KmsKeyId,
                Type = request.Type ?? secret.Type,
                ChangedAt = calls.Secrets.Now,
            };
            return value is null ? described : versions.Add(described, id, value, [Stage.Current], calls.Secrets.Now);
        });
        if (value is not null)
        {
            await publisher.PublishAsync(CancellationToken.None);
        }

        return SecretName.Of(changed) with { VersionId = value is null ? null : id };
    }

    private async ValueTask<ValueAnswer> GetAsync(GetValueRequest request, CallContext context)
    {
        var secret = await calls.LiveAsync(request.SecretId, context);
        var version = Choose(secret, request);
        var value = Open(secret, version);
        await MarkAccessAsync(request.SecretId, secret, context);
        return new()
        {
            Arn = secret.Arn,
            Name = secret.Name,
            VersionId = version.Id,
            SecretBinary = version.IsBinary ? value : null,
            SecretString = version.IsBinary ? null : Encoding.UTF8.GetString(value),
            VersionStages = version.Stages,
            CreatedDate = version.CreatedAt,
        };
    }

    private async ValueTask<SecretName> MoveStageAsync(MoveStageRequest request, CallContext context)
    {
        var changed = await calls.ChangeAsync(request.SecretId, context, secret => Move(secret, request));
        await publisher.PublishAsync(CancellationToken.None);
        return SecretName.Of(changed);
    }

    private async ValueTask<VersionsAnswer> ListAsync(ListVersionsRequest request, CallContext context)
    {
        var secret = (await calls.FindAsync(request.SecretId, context)).Value;
        if (!PageToken.TryRead(request.NextToken, out var after))
        {
            throw new AwsException("InvalidNextTokenException", "The NextToken value is invalid.");
        }

        var listed = secret.Versions
            .Where(version => request.IncludeDeprecated || version.Stages.Count > 0)
            .OrderBy(version => version.Id, StringComparer.Ordinal)
            .Where(version => after is null || string.CompareOrdinal(version.Id, after) > 0);
        var page = await Page<SecretVersion>.TakeAsync(listed.ToAsyncEnumerable(), request.MaxResults ?? ListVersionsRequest.DefaultPage, version => version.Id, context.CancellationToken);
        return new() { Arn = secret.Arn, Name = secret.Name, Versions = [.. page.Items.Select(VersionAnswer.Of)], NextToken = page.NextToken };
    }

    private byte[] Open(SecretDocument secret, SecretVersion version)
    {
        try
        {
            return versions.Open(secret, version);
        }
        catch (CryptographicException)
        {
            throw new AwsException("DecryptionFailure", "Secrets Manager can't decrypt the protected secret text using the platform's key.");
        }
    }

    /// <summary>The first value of a secret is the current one, whatever labels it is given.</summary>
    private static IReadOnlyList<string> First(SecretDocument secret, IReadOnlyList<string> stages) =>
        secret.Versions.Count > 0 || stages.Contains(Stage.Current) ? stages : [.. stages, Stage.Current];

    private static SecretVersion Choose(SecretDocument secret, GetValueRequest request)
    {
        if (request.VersionId is not { } id)
        {
            var stage = request.VersionStage ?? Stage.Current;
            return secret.Staged(stage) ?? throw RefusedSecret.NoValue(stage);
        }

        var version = secret.Versions.FirstOrDefault(version => version.Id == id) ?? throw RefusedSecret.NoVersion(id);
        return request.VersionStage is null || version.Stages.Contains(request.VersionStage)
            ? version
            : throw RefusedSecret.Request("You provided a VersionStage that is not associated to the provided VersionId.");
    }

    private static SecretDocument Move(SecretDocument secret, MoveStageRequest request)
    {
        var standing = secret.Staged(request.VersionStage)?.Id;
        if (request.MoveToVersionId is { } to && secret.Versions.All(version => version.Id != to))
        {
            throw RefusedSecret.NoVersion(to);
        }

        if (standing != request.MoveToVersionId && standing is not null && request.RemoveFromVersionId != standing)
        {
            throw RefusedSecret.Parameter($"The parameter RemoveFromVersionId can't be empty or another version than {standing}: staging label {request.VersionStage} is currently attached to it, so you must explicitly reference that version in RemoveFromVersionId.");
        }

        if (standing is null && request.RemoveFromVersionId is not null)
        {
            throw RefusedSecret.Parameter($"Staging label {request.VersionStage} is not attached to version {request.RemoveFromVersionId}.");
        }

        if (request.VersionStage == Stage.Current && request.MoveToVersionId is null)
        {
            throw RefusedSecret.Parameter("You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.");
        }

        return secret.Versions.FirstOrDefault(version => version.Id == request.MoveToVersionId)?.Stages.Count >= Stage.Most
            ? throw new AwsException("LimitExceededException", $"A version can have {Stage.Most} staging labels.")
            : SecretVersions.Move(secret, request.VersionStage, request.MoveToVersionId);
    }

    /// <summary>Remembers the day of the last reading; a reading writes at most once a day.</summary>
    private async ValueTask MarkAccessAsync(string secretId, SecretDocument secret, CallContext context)
    {
        var today = new DateTimeOffset(calls.Secrets.Now.UtcDateTime.Date, TimeSpan.Zero);
        if (secret.AccessedAt != today)
        {
            await calls.ChangeAnyAsync(secretId, context, standing => standing.AccessedAt == today ? standing : standing with { AccessedAt = today });
        }
    }

    private static string NewVersionId() => Guid.NewGuid().ToString();
}
