namespace Headwater.Aws.Services.Iam;

/// <summary>A request about access keys.</summary>
internal sealed record AccessKeyRequest : PageRequest
{
    /// <summary>Whose; null for the caller's.</summary>
    public string? UserName { get; init; }

    /// <summary>Which.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary><c>Active</c> or <c>Inactive</c>.</summary>
    public string? Status { get; init; }
}
