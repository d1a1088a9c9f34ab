namespace Headwater.Aws.Calls;

/// <summary>Knows the access keys that exist: the root's, users', and those of role sessions.</summary>
public interface ICredentialSource
{
    /// <summary>The key of that id, or null when there is none or it is inactive.</summary>
    ValueTask<Credential?> FindAsync(string accessKeyId, CancellationToken cancellationToken);
}
