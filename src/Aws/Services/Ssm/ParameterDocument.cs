namespace Headwater.Aws.Services.Ssm;

/// <summary>A parameter as it is kept.</summary>
internal sealed record ParameterDocument
{
    /// <summary>The collection; ids are region and name.</summary>
    public const string Collection = "ssm/parameter";

    public required string Name { get; init; }

    public required string Arn { get; init; }

    public IReadOnlyList<ParameterTag> Tags { get; init; } = [];

    /// <summary>Its versions, the oldest first; never empty.</summary>
    public required IReadOnlyList<ParameterVersion> Versions { get; init; }

    /// <summary>The newest version.</summary>
    public ParameterVersion Newest() => Versions[^1];
}
