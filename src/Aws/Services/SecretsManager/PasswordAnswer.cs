namespace Headwater.Aws.Services.SecretsManager;

/// <summary>GetRandomPassword.</summary>
/// <param name="RandomPassword">The password.</param>
internal sealed record PasswordAnswer(string RandomPassword)
{
    /// <inheritdoc/>
    public override string ToString() => $"{RandomPassword.Length} characters";
}
