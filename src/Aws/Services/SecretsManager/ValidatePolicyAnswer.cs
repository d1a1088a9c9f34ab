namespace Headwater.Aws.Services.SecretsManager;

/// <summary>ValidateResourcePolicy.</summary>
internal sealed record ValidatePolicyAnswer
{
    public required bool PolicyValidationPassed { get; init; }

    public required IReadOnlyList<ValidationError> ValidationErrors { get; init; }
}
