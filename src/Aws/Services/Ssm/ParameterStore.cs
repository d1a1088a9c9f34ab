using System.Text;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.SecretsManager;
using Headwater.Documents;

namespace Headwater.Aws.Services.Ssm;

/// <summary>Finds parameters and opens their values.</summary>
internal sealed class ParameterStore(IDocumentStore store, SecretCipher cipher)
{
    /// <summary>The parameters by region and name.</summary>
    public DocumentSet<ParameterDocument> Documents { get; } = new(store, ParameterDocument.Collection, CanonicalJson.Options);

    /// <summary>The parameter of a name, or null.</summary>
    public async ValueTask<ParameterDocument?> FindAsync(string region, string name, CancellationToken cancellationToken) =>
        (await Documents.FindAsync(RegionKey.Of(region, name), cancellationToken))?.Value;

    /// <summary>Encrypts the value of a secure string.</summary>
    public string Seal(string arn, long version, string value) => cipher.Encrypt(Encoding.UTF8.GetBytes(value), $"{arn}:{version}");

    /// <summary>A version's value; of a secure string the encrypted one unless it is to be decrypted.</summary>
    public string Open(ParameterDocument parameter, ParameterVersion version, bool withDecryption) =>
        withDecryption && version.Type == ParameterVersion.SecureString
            ? Encoding.UTF8.GetString(cipher.Decrypt(version.Value, $"{parameter.Arn}:{version.Number}"))
            : version.Value;

    /// <summary>The ARN of a parameter of that name.</summary>
    public static string Arn(CallContext context, string name) => context.Arn("ssm", $"parameter/{name.TrimStart('/')}");
}
