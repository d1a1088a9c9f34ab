using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Compile;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>An endpoint as callers see it: what they said, the defaults of what they did not, and what the service assigned.</summary>
internal static class EndpointV2Answer
{
    private static readonly (string Member, string Extension, JsonObject Defaults)[] Kinds =
    [
        ("HlsManifests", "m3u8", new JsonObject { ["ManifestWindowSeconds"] = 60, ["UrlEncodeChildManifest"] = false }),
        ("LowLatencyHlsManifests", "m3u8", new JsonObject { ["ManifestWindowSeconds"] = 60, ["UrlEncodeChildManifest"] = false }),
        ("DashManifests", "mpd", new JsonObject
        {
            ["ManifestWindowSeconds"] = 60,
            ["MinUpdatePeriodSeconds"] = 2,
            ["MinBufferTimeSeconds"] = 5,
            ["SuggestedPresentationDelaySeconds"] = 10,
            ["SegmentTemplateFormat"] = "NUMBER_WITH_TIMELINE",
        }),
    ];

    private static readonly JsonObject SegmentDefaults = new()
    {
        ["SegmentDurationSeconds"] = 6,
        ["SegmentName"] = "segment",
        ["TsUseAudioRenditionGroup"] = false,
        ["IncludeIframeOnlyStreams"] = false,
        ["TsIncludeDvbSubtitles"] = false,
    };

    /// <summary>What callers see of a document.</summary>
    public static JsonObject Of(EndpointV2Document endpoint, PackageHosts hosts, CallContext context)
    {
        var answer = endpoint.Settings.DeepClone().AsObject();
        Fill(answer, new JsonObject { ["StartoverWindowSeconds"] = 900 });
        answer["Segment"] = Filled(answer["Segment"]?.AsObject(), SegmentDefaults);
        foreach (var (member, extension, defaults) in Kinds)
        {
            foreach (var manifest in answer[member]?.AsArray() ?? [])
            {
                Fill(manifest!.AsObject(), defaults);
                manifest["Url"] = $"https://{hosts.Egress(context.Account, context.Region, endpoint.ChannelGroupName)}/out/v1/{endpoint.Path()}/{manifest["ManifestName"]}.{extension}";
            }
        }

        Name(answer, endpoint);
        answer["Tags"] = new JsonObject(endpoint.Tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));
        answer["ETag"] = endpoint.ETag;
        return answer;
    }

    /// <summary>What callers see of a document in a list.</summary>
    public static JsonObject InList(EndpointV2Document endpoint, PackageHosts hosts, CallContext context)
    {
        var answer = Of(endpoint, hosts, context);
        answer.Remove("Segment");
        answer.Remove("StartoverWindowSeconds");
        answer.Remove("Tags");
        answer.Remove("ETag");
        foreach (var (member, _, _) in Kinds)
        {
            foreach (var manifest in answer[member]?.AsArray() ?? [])
            {
                foreach (var detail in manifest!.AsObject().Select(item => item.Key).Where(key => key is not ("ManifestName" or "ChildManifestName" or "Url")).ToList())
                {
                    manifest.AsObject().Remove(detail);
                }
            }
        }

        return answer;
    }

    private static void Name(JsonObject answer, EndpointV2Document endpoint)
    {
        answer["Arn"] = endpoint.Arn;
        answer["ChannelGroupName"] = endpoint.ChannelGroupName;
        answer["ChannelName"] = endpoint.ChannelName;
        answer["OriginEndpointName"] = endpoint.OriginEndpointName;
        answer["CreatedAt"] = CanonicalJson.Timestamp(endpoint.CreatedAt);
        answer["ModifiedAt"] = CanonicalJson.Timestamp(endpoint.ModifiedAt);
    }

    private static JsonObject Filled(JsonObject? given, JsonObject defaults)
    {
        var filled = given?.DeepClone().AsObject() ?? [];
        Fill(filled, defaults);
        return filled;
    }

    private static void Fill(JsonObject given, JsonObject defaults)
    {
        foreach (var (member, value) in defaults)
        {
            if (!given.ContainsKey(member))
            {
                given[member] = value!.DeepClone();
            }
        }
    }
}
