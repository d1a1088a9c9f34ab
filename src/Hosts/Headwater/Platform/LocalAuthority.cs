using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Headwater.Hosts.Platform;

/// <summary>The certificate authority of one platform: made once, kept in its data directory, signs the certificate of its host names.</summary>
public static class LocalAuthority
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(365);

    /// <summary>The authority's own certificate as PEM, for clients to trust.</summary>
    public static string CertificatePath(string dataDirectory) => Path.Combine(dataDirectory, "authority.pem");

    /// <summary>A certificate for these host names and addresses, signed by the platform's authority.</summary>
    public static X509Certificate2 Certificate(string dataDirectory, IEnumerable<string> hosts, TimeProvider clock)
    {
        using var authority = Authority(dataDirectory, clock);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=headwater", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        var now = clock.GetUtcNow();
        using var signed = request.Create(authority, now - TimeSpan.FromHours(1), now + Life, RandomNumberGenerator.GetBytes(16));
        using var paired = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(paired.Export(X509ContentType.Pkcs12), null);
    }

    private static X509Certificate2 Authority(string dataDirectory, TimeProvider clock)
    {
        var certificatePath = CertificatePath(dataDirectory);
        var keyPath = Path.Combine(dataDirectory, "authority-key.pem");
        if (File.Exists(certificatePath) && File.Exists(keyPath))
        {
            return X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Headwater local authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        var now = clock.GetUtcNow();
        using var made = request.CreateSelfSigned(now - TimeSpan.FromHours(1), now + (Life * 10));
        using (var file = new FileStream(keyPath, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        using (var writer = new StreamWriter(file))
        {
            writer.Write(key.ExportPkcs8PrivateKeyPem());
        }

        File.WriteAllText(certificatePath, made.ExportCertificatePem());
        return X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
    }
}
