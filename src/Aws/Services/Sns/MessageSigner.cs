using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Headwater.Documents;

namespace Headwater.Aws.Services.Sns;

/// <summary>Signs messages with a key of the platform's own, made once and kept as a document.</summary>
public sealed class MessageSigner : IDisposable
{
    private static readonly DocumentKey Key = new("sns/signing", "key");

    private readonly RSA _key;

    private MessageSigner(string pkcs8, string certificate)
    {
        _key = RSA.Create();
        _key.ImportFromPem(pkcs8);
        CertificatePem = certificate;
        using var read = X509Certificate2.CreateFromPem(certificate);
        CertificateName = "SimpleNotificationService-" + Convert.ToHexStringLower(read.GetCertHash(HashAlgorithmName.SHA256))[..32] + ".pem";
    }

    /// <summary>The certificate that receivers check with.</summary>
    public string CertificatePem { get; }

    /// <summary>Its file name in URLs.</summary>
    public string CertificateName { get; }

    /// <summary>The signer of a store of documents; makes the key when there is none.</summary>
    public static async ValueTask<MessageSigner> OpenAsync(IDocumentStore documents, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await documents.FindAsync(Key, cancellationToken) is { } found)
            {
                var stored = System.Text.Json.JsonSerializer.Deserialize<Stored>(found.Content.Span, Calls.CanonicalJson.Options)!;
                return new MessageSigner(stored.PrivateKey, stored.Certificate);
            }

            await documents.TryCommitAsync([new DocumentWrite(Key, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(Make(time), Calls.CanonicalJson.Options), 0)], cancellationToken);
        }
    }

    /// <summary>Signs a text, as version 1 (SHA-1) or 2 (SHA-256).</summary>
    [SuppressMessage("Security", "CA5350", Justification = "Signature version 1 is defined with SHA-1, and is what receivers expect of a topic that asked for nothing else.")]
    public string Sign(string text, string version) =>
        Convert.ToBase64String(_key.SignData(Encoding.UTF8.GetBytes(text), version == "2" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1));

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private static Stored Make(TimeProvider time)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=sns.headwater.local", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now - TimeSpan.FromDays(1), now + TimeSpan.FromDays(3650));
        return new Stored(key.ExportPkcs8PrivateKeyPem(), certificate.ExportCertificatePem());
    }

    private sealed record Stored(string PrivateKey, string Certificate);
}
