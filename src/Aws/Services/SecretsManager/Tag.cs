namespace Headwater.Aws.Services.SecretsManager;

/// <summary>A tag.</summary>
internal sealed record Tag(string Key, string Value = "");
