using System.Collections.Concurrent;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Tests.Support;

/// <summary>Keys in memory; the root's is there from the start.</summary>
public sealed class RigCredentials : ICredentialSource
{
    private readonly ConcurrentDictionary<string, Credential> _keys = new();

    public RigCredentials() => Add(AwsRig.AccessKeyId, new Credential(AwsRig.SecretAccessKey, Principal.Root(AwsRig.Account) with { AccessKeyId = AwsRig.AccessKeyId }));

    public void Add(string accessKeyId, Credential credential) => _keys[accessKeyId] = credential;

    public ValueTask<Credential?> FindAsync(string accessKeyId, CancellationToken cancellationToken) => new(_keys.GetValueOrDefault(accessKeyId));
}
