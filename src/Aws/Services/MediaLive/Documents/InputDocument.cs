using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.MediaLive.Documents;

/// <summary>An input.</summary>
internal sealed record InputDocument
{
    public required string Id { get; init; }

    public required string Account { get; init; }

    public required string Region { get; init; }

    public required InputPhase Phase { get; init; }

    /// <summary>When it came into its phase; UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The members of the request that are settings of the input, by the model's names.</summary>
    public required JsonObject Settings { get; init; }

    public Dictionary<string, string> Tags { get; init; } = [];

    /// <summary>The channel it is attached to, or null.</summary>
    public string? Channel { get; init; }

    public string Arn => $"arn:aws:medialive:{Region}:{Account}:input:{Id}";

    public string Type => Settings.Text("Type") ?? "";

    public IReadOnlyList<string> SecurityGroups => Settings.Texts("InputSecurityGroups");

    /// <summary>What publishers call it, in the order of pipelines: <c>app/instance</c>.</summary>
    public IReadOnlyList<string> StreamNames => [.. Settings.Children("Destinations").Select(destination => destination.Text("StreamName")).OfType<string>()];

    public bool IsStandard => StreamNames.Count > 1;

    /// <summary>The wire's word.</summary>
    public string State => Phase switch
    {
        InputPhase.Creating => "CREATING",
        InputPhase.Deleting => "DELETING",
        InputPhase.Deleted => "DELETED",
        _ => Channel is null ? "DETACHED" : "ATTACHED",
    };

    /// <summary>Whether it still is something: not deleted and not about to be.</summary>
    public bool Lives => Phase is InputPhase.Creating or InputPhase.Live;
}
