using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.MediaLive.Documents;

/// <summary>A channel: what its owner said, as it was said, beside what the service knows of it.</summary>
internal sealed record ChannelDocument
{
    public required string Id { get; init; }

    public required string Account { get; init; }

    public required string Region { get; init; }

    public required ChannelState State { get; init; }

    /// <summary>When it came into its state; UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The members of the request that are settings of the channel, by the model's names; members that mean nothing here included.</summary>
    public required JsonObject Settings { get; init; }

    public Dictionary<string, string> Tags { get; init; } = [];

    /// <summary>When it was last started, which is the time that <c>$dt$</c> and its kin say; null before the first start.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>Pipelines that are left out of the next plan, so that they begin anew.</summary>
    public List<string> Restarting { get; init; } = [];

    public string Arn => $"arn:aws:medialive:{Region}:{Account}:channel:{Id}";

    public string? Name => Settings.Text("Name");

    public bool IsStandard => Settings.Text("ChannelClass") != "SINGLE_PIPELINE";

    /// <summary>Ids of its pipelines.</summary>
    public IReadOnlyList<string> Pipelines => IsStandard ? ["0", "1"] : ["0"];

    public JsonObject? Encoder => Settings.Child("EncoderSettings");

    public IReadOnlyList<JsonObject> Attachments => Settings.Children("InputAttachments");

    /// <summary>Ids of the attached inputs.</summary>
    public IReadOnlyList<string> InputIds => [.. Attachments.Select(attachment => attachment.Text("InputId")).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>How plans and observations name a pipeline.</summary>
    public string PlanId(string pipeline) => $"{Id}-{pipeline}";

    /// <summary>The same channel in another state.</summary>
    public ChannelDocument In(ChannelState state, DateTimeOffset now) => this with { State = state, Since = now };
}
