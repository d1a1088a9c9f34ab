namespace Headwater.Aws.Services.MediaLive.Documents;

/// <summary>An input security group: who may push.</summary>
internal sealed record SecurityGroupDocument
{
    public required string Id { get; init; }

    public required string Account { get; init; }

    public required string Region { get; init; }

    /// <summary>When it was deleted; null while it lives.</summary>
    public DateTimeOffset? Deleted { get; init; }

    /// <summary>IPv4 blocks; none admits nobody.</summary>
    public List<string> Cidrs { get; init; } = [];

    /// <summary>Ids of the living inputs that name it; kept with them in one commit, so that a group in use cannot vanish.</summary>
    public List<string> Inputs { get; init; } = [];

    public Dictionary<string, string> Tags { get; init; } = [];

    public string Arn => $"arn:aws:medialive:{Region}:{Account}:inputSecurityGroup:{Id}";

    /// <summary>The wire's word.</summary>
    public string State => Deleted is not null ? "DELETED" : Inputs.Count > 0 ? "IN_USE" : "IDLE";
}
