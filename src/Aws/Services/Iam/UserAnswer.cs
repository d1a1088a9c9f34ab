namespace Headwater.Aws.Services.Iam;

/// <summary>A user as answers write it.</summary>
internal sealed record UserAnswer(string Path, string? UserName, string UserId, string Arn, DateTimeOffset CreateDate)
{
    /// <summary>What bounds it, or null.</summary>
    public AttachedBoundary? PermissionsBoundary { get; init; }

    /// <summary>Its tags; lists leave them out.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>A user as lists write it.</summary>
    public static UserAnswer Brief(UserDocument user) => new(user.Path, user.Name, user.Id, user.Arn, user.Created);

    /// <summary>A user with all that is known of it.</summary>
    public static UserAnswer Full(UserDocument user) =>
        Brief(user) with { PermissionsBoundary = AttachedBoundary.Of(user.Boundary), Tags = Tag.List(user.Tags) };
}
