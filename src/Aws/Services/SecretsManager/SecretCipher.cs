using System.Security.Cryptography;
using System.Text;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>Encrypts values at rest: AES-256-GCM with a nonce of its own for each value, bound to the name it stands under.</summary>
/// <remarks>Specification: NIST SP 800-38D, 8.2.2. Laid out as <c>1 | nonce (12) | tag (16) | ciphertext</c>, as base64.</remarks>
public sealed class SecretCipher(IEncryptionKey key)
{
    private const byte Layout = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 1 + NonceBytes + TagBytes;

    /// <summary>Encrypts a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">Where it stands; the same must be given to decrypt it.</param>
    public string Encrypt(ReadOnlySpan<byte> value, string name)
    {
        var sealedValue = new byte[HeaderBytes + value.Length];
        sealedValue[0] = Layout;
        var nonce = sealedValue.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Bytes.Span, TagBytes);
        aes.Encrypt(nonce, value, sealedValue.AsSpan(HeaderBytes), sealedValue.AsSpan(1 + NonceBytes, TagBytes), Encoding.UTF8.GetBytes(name));
        return Convert.ToBase64String(sealedValue);
    }

    /// <summary>Decrypts a value.</summary>
    /// <exception cref="CryptographicException">It was encrypted with another key or under another name, or was changed.</exception>
    public byte[] Decrypt(string text, string name)
    {
        var sealedValue = Convert.FromBase64String(text);
        if (sealedValue.Length < HeaderBytes || sealedValue[0] != Layout)
        {
            throw new CryptographicException("The value at rest has an unknown layout.");
        }

        var value = new byte[sealedValue.Length - HeaderBytes];
        using var aes = new AesGcm(key.Bytes.Span, TagBytes);
        aes.Decrypt(sealedValue.AsSpan(1, NonceBytes), sealedValue.AsSpan(HeaderBytes), sealedValue.AsSpan(1 + NonceBytes, TagBytes), value, Encoding.UTF8.GetBytes(name));
        return value;
    }
}
