namespace Headwater.Aws.Services.SecretsManager;

/// <summary>What is wrong with a policy.</summary>
internal sealed record ValidationError(string CheckName, string ErrorMessage);
