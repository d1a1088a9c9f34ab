namespace Headwater.Aws.Services.Iam;

/// <summary>The managed policy that bounds a user or role, as answers write it.</summary>
/// <param name="PermissionsBoundaryArn">Its ARN.</param>
internal sealed record AttachedBoundary(string PermissionsBoundaryArn)
{
    /// <summary>The one kind there is.</summary>
    public string PermissionsBoundaryType { get; } = "Policy";

    /// <summary>As answers write it; null when there is none.</summary>
    public static AttachedBoundary? Of(string? arn) => arn is null ? null : new(arn);
}
