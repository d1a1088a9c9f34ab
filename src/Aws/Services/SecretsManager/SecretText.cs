namespace Headwater.Aws.Services.SecretsManager;

/// <summary>A version of a secret, in the clear.</summary>
/// <param name="Stage">The label it was found by.</param>
/// <param name="Text">Its text, or null when it is binary.</param>
public sealed record SecretText(string Stage, string? Text)
{
    /// <inheritdoc/>
    public override string ToString() => Stage;
}
