namespace Headwater.Aws.Services.Iam;

/// <summary>A group as answers write it.</summary>
internal sealed record GroupAnswer(string Path, string GroupName, string GroupId, string Arn, DateTimeOffset CreateDate)
{
    /// <summary>A group as it is stored.</summary>
    public static GroupAnswer Of(GroupDocument group) => new(group.Path, group.Name, group.Id, group.Arn, group.Created);
}
