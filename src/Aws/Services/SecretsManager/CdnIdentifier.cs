using System.Text.Json;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>The value of a secret that a CDN shares with an origin: <c>{"MediaPackageCDNIdentifier":"…"}</c> with 8 to 128 characters and nothing else.</summary>
internal static class CdnIdentifier
{
    private const string Member = "MediaPackageCDNIdentifier";

    /// <summary>The identifier of a secret's text, or null when it is none.</summary>
    public static string? Read(string? text)
    {
        try
        {
            using var document = JsonDocument.Parse(text ?? "");
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.EnumerateObject().ToArray() is [{ Name: Member, Value: { ValueKind: JsonValueKind.String } value }]
                && value.GetString() is { Length: >= 8 and <= 128 } identifier
                ? identifier
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Why a secret cannot serve, for a person; null when it can.</summary>
    public static string? Fault(IReadOnlyList<SecretText> versions) =>
        versions.Count == 0 ? "the secret does not exist or has no value"
        : Read(versions[0].Text) is null ? $"the secret's value must be an object with the one member {Member} of 8 to 128 characters"
        : null;

    /// <summary>The identifiers of which a request must carry one: of the current value and the one before; empty when there is none.</summary>
    public static IReadOnlyList<string> Accepted(IReadOnlyList<SecretText> versions) =>
        [.. versions.Select(version => Read(version.Text)).OfType<string>().Distinct(StringComparer.Ordinal)];
}
