namespace Headwater.Aws.Services.SecretsManager;

/// <summary>The key that values are encrypted with at rest.</summary>
public interface IEncryptionKey
{
    /// <summary>32 bytes; the same as long as what was encrypted with it shall be readable.</summary>
    ReadOnlyMemory<byte> Bytes { get; }
}
