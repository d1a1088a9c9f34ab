using Headwater.Aws.Calls;
using Headwater.Aws.Compile;
using Headwater.Documents;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>Secrets Manager: secrets, their versions and labels, their policies, passwords.</summary>
/// <param name="store">Where its documents are.</param>
/// <param name="cipher">Encrypts values at rest.</param>
/// <param name="publisher">Told of new values, for endpoints ask for some of them.</param>
/// <param name="time">What time it is.</param>
public sealed class SecretsManagerService(IDocumentStore store, SecretCipher cipher, IPlanPublisher publisher, TimeProvider time) : IAwsService
{
    /// <inheritdoc/>
    public string Model => "secretsmanager";

    /// <inheritdoc/>
    public void Map(OperationMap operations)
    {
        var (secrets, versions) = (new SecretStore(store, time), new SecretVersions(cipher));
        var calls = new SecretCalls(secrets);
        new SecretOperations(calls, versions, publisher).Map(operations);
        new ValueOperations(calls, versions, publisher).Map(operations);
        new ListOperations(secrets).Map(operations);
        new PolicyOperations(calls).Map(operations);
        operations.Map<PasswordRequest, PasswordAnswer>("GetRandomPassword", (request, _) => new(new PasswordAnswer(RandomPassword.Make(request))), (_, _) => new Permission("secretsmanager:GetRandomPassword", "*"));
        foreach (var rotation in new[] { "RotateSecret", "CancelRotateSecret" })
        {
            operations.Map<SecretRequest, Nothing>(rotation, (_, _) => throw RefusedSecret.Request($"{rotation}: this platform has no functions that could rotate a secret."), calls.Needs<SecretRequest>(rotation));
        }
    }
}
