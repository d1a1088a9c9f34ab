using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>Tags of channels, inputs and groups; they can be changed in every state.</summary>
internal sealed class TagOperations(MediaLiveContext service)
{
    private const int MostTags = 50;

    public void Map(OperationMap operations)
    {
        operations.Map<JsonObject, Nothing>("CreateTags", CreateAsync, Needs("CreateTags"));
        operations.Map<JsonObject, Nothing>("DeleteTags", DeleteAsync, Needs("DeleteTags"));
        operations.Map<JsonObject, JsonObject>("ListTagsForResource", ListAsync, Needs("ListTagsForResource"));
    }

    /// <summary>The tags of a request.</summary>
    public static Dictionary<string, string> Read(JsonObject request)
    {
        var tags = request.Child("Tags");
        var read = tags.Present.ToDictionary(name => name, name => tags.Text(name) ?? "", StringComparer.Ordinal);
        Check(read);
        return read;
    }

    private static void Check(Dictionary<string, string> tags)
    {
        if (tags.Count > MostTags)
        {
            throw MediaLiveFault.BadRequest($"A resource has at most {MostTags} tags.");
        }

        if (tags.Any(tag => tag.Key.Length is 0 or > 128 || tag.Value.Length > 256 || tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
        {
            throw MediaLiveFault.BadRequest("A tag's key has 1 to 128 characters and does not begin with aws:, its value has at most 256.");
        }
    }

    private async ValueTask<Nothing> CreateAsync(JsonObject request, CallContext context)
    {
        var added = Read(request);
        await ChangeAsync(request, context, tags =>
        {
            foreach (var (key, value) in added)
            {
                tags[key] = value;
            }
        });
        return Nothing.Value;
    }

    private async ValueTask<Nothing> DeleteAsync(JsonObject request, CallContext context)
    {
        await ChangeAsync(request, context, tags =>
        {
            foreach (var key in request.Texts("TagKeys"))
            {
                tags.Remove(key);
            }
        });
        return Nothing.Value;
    }

    private async ValueTask<JsonObject> ListAsync(JsonObject request, CallContext context)
    {
        IReadOnlyDictionary<string, string>? tags = Split(request, context) switch
        {
            ("channel", var id) => (await service.Store.FindChannelAsync(id, context))?.Value.Tags,
            ("input", var id) => (await service.Store.FindInputAsync(id, context))?.Value.Tags,
            ("inputSecurityGroup", var id) => (await service.Store.FindSecurityGroupAsync(id, context))?.Value.Tags,
            _ => null,
        };
        return tags is null ? throw Unknown(request) : new JsonObject { ["Tags"] = tags.ToJson() };
    }

    private async ValueTask ChangeAsync(JsonObject request, CallContext context, Action<Dictionary<string, string>> change)
    {
        for (var attempt = 0; attempt < MediaLiveContext.CommitAttempts; attempt++)
        {
            if (await TryChangeAsync(request, context, change))
            {
                return;
            }
        }

        throw MediaLiveFault.BadRequest("The resource changes too often just now; try again.");
    }

    private async ValueTask<bool> TryChangeAsync(JsonObject request, CallContext context, Action<Dictionary<string, string>> change)
    {
        switch (Split(request, context))
        {
            case ("channel", var id) when await service.Store.FindChannelAsync(id, context) is { } channel:
                return await service.Store.Channels.TryPutAsync(id, channel.Value with { Tags = Changed(channel.Value.Tags, change) }, channel.Version, context.CancellationToken);
            case ("input", var id) when await service.Store.FindInputAsync(id, context) is { } input:
                return await service.Store.Inputs.TryPutAsync(id, input.Value with { Tags = Changed(input.Value.Tags, change) }, input.Version, context.CancellationToken);
            case ("inputSecurityGroup", var id) when await service.Store.FindSecurityGroupAsync(id, context) is { } group:
                return await service.Store.SecurityGroups.TryPutAsync(id, group.Value with { Tags = Changed(group.Value.Tags, change) }, group.Version, context.CancellationToken);
            default:
                throw Unknown(request);
        }
    }

    private static Dictionary<string, string> Changed(Dictionary<string, string> tags, Action<Dictionary<string, string>> change)
    {
        var changed = new Dictionary<string, string>(tags, StringComparer.Ordinal);
        change(changed);
        Check(changed);
        return changed;
    }

    private static (string Kind, string Id)? Split(JsonObject request, CallContext context) =>
        request.Text("ResourceArn")?.Split(':') is ["arn", "aws", "medialive", var region, var account, var kind, var id] && region == context.Region && account == context.Account ? (kind, id) : null;

    private static AwsException Unknown(JsonObject request) => new("NotFoundException", $"Resource {request.Text("ResourceArn")} not found");

    private static Func<JsonObject, CallContext, Permission> Needs(string operation) =>
        (request, _) => new Permission("medialive:" + operation, request.Text("ResourceArn") ?? "*");
}
