using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.Events;

/// <summary>Something that a service of the platform did or saw.</summary>
/// <param name="Source">Such as <c>aws.medialive</c>.</param>
/// <param name="DetailType">Such as <c>MediaLive Channel State Change</c>.</param>
/// <param name="Account">Twelve digits.</param>
/// <param name="Region">Such as <c>us-east-1</c>.</param>
/// <param name="Time">When.</param>
/// <param name="Resources">ARNs concerned; may be empty.</param>
/// <param name="Detail">What happened; owned by the event from here on.</param>
public sealed record PlatformEvent(
    string Source, string DetailType, string Account, string Region, DateTimeOffset Time, IReadOnlyList<string> Resources, JsonObject Detail);
