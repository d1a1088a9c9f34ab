using System.Text;
using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaLive.Documents;

/// <summary>The documents of MediaLive. One collection a kind for all accounts and regions, whose names are in the documents.</summary>
internal sealed class MediaLiveStore(IDocumentStore store)
{
    public DocumentSet<ChannelDocument> Channels { get; } = new(store, "medialive/channel", CanonicalJson.Options);

    public DocumentSet<InputDocument> Inputs { get; } = new(store, "medialive/input", CanonicalJson.Options);

    public DocumentSet<SecurityGroupDocument> SecurityGroups { get; } = new(store, "medialive/input-security-group", CanonicalJson.Options);

    public DocumentSet<ScheduleDocument> Schedules { get; } = new(store, "medialive/schedule", CanonicalJson.Options);

    public DocumentSet<RequestDocument> Requests { get; } = new(store, "medialive/request", CanonicalJson.Options);

    public DocumentSet<StreamNameDocument> StreamNames { get; } = new(store, "medialive/stream-name", CanonicalJson.Options);

    /// <summary>Writes all or nothing; false when something was changed by others meanwhile.</summary>
    public ValueTask<bool> TryCommitAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken) => store.TryCommitAsync(writes, cancellationToken);

    /// <summary>The channel of the caller's account and region, or null when there never was one.</summary>
    public async ValueTask<Versioned<ChannelDocument>?> FindChannelAsync(string id, CallContext context) =>
        id.Length > 0 && await Channels.FindAsync(id, context.CancellationToken) is { } found && IsHere(found.Value.Account, found.Value.Region, context) ? found : null;

    /// <summary>The input of the caller's account and region, or null when there never was one.</summary>
    public async ValueTask<Versioned<InputDocument>?> FindInputAsync(string id, CallContext context) =>
        id.Length > 0 && await Inputs.FindAsync(id, context.CancellationToken) is { } found && IsHere(found.Value.Account, found.Value.Region, context) ? found : null;

    /// <summary>The group of the caller's account and region, or null when there never was one.</summary>
    public async ValueTask<Versioned<SecurityGroupDocument>?> FindSecurityGroupAsync(string id, CallContext context) =>
        id.Length > 0 && await SecurityGroups.FindAsync(id, context.CancellationToken) is { } found && IsHere(found.Value.Account, found.Value.Region, context) ? found : null;

    /// <summary>The write that takes a stream name for an input; it fails when another has it.</summary>
    public DocumentWrite Take(string streamName, string inputId) => StreamNames.Write(KeyOf(streamName), new StreamNameDocument(inputId), 0);

    /// <summary>The write that gives a stream name back.</summary>
    public DocumentWrite Release(string streamName) => StreamNames.Write(KeyOf(streamName), null, null);

    /// <summary>The input that owns a stream name, or null.</summary>
    public async ValueTask<string?> OwnerAsync(string streamName, CancellationToken cancellationToken) =>
        (await StreamNames.FindAsync(KeyOf(streamName), cancellationToken))?.Value.InputId;

    private static string KeyOf(string streamName) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(streamName));

    private static bool IsHere(string account, string region, CallContext context) => account == context.Account && region == context.Region;
}
