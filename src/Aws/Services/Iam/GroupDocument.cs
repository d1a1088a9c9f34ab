namespace Headwater.Aws.Services.Iam;

/// <summary>A group as it is stored; its members know it, it does not know them.</summary>
internal sealed record GroupDocument : IamEntity;
