using System.Collections.Immutable;

namespace Headwater.Aws.Services.Iam;

/// <summary>A user as it is stored.</summary>
internal sealed record UserDocument : IamEntity
{
    /// <summary>Names of the groups it is in, in the order in which it came to them.</summary>
    public ImmutableList<string> Groups { get; init; } = [];

    /// <summary>Ids of its access keys, oldest first; at most two.</summary>
    public ImmutableList<string> AccessKeys { get; init; } = [];
}
