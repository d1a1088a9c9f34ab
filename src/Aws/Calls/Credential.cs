namespace Headwater.Aws.Calls;

/// <summary>An access key.</summary>
/// <param name="SecretAccessKey">Its secret; never logged.</param>
/// <param name="Principal">Whose it is.</param>
public sealed record Credential(string SecretAccessKey, Principal Principal)
{
    /// <summary>The session token that must come with it, or null for a long-lived key.</summary>
    public string? SessionToken { get; init; }

    /// <summary>When a session's key ends, or null.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"key of {Principal.Arn}";
}
