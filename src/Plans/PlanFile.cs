using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Headwater.Foundation;

namespace Headwater.Plans;

/// <summary>Reads and writes a <see cref="PlatformPlan"/> as JSON: camelCase members, comments allowed, durations as <c>500ms</c>, <c>2s</c>, <c>10m</c>, <c>24h</c>, <c>14d</c>.</summary>
public static class PlanFile
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static readonly JsonReaderOptions Syntax = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new DurationConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads a plan and checks it.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="plan">The plan, or null when there are faults.</param>
    /// <returns>Every fault found, each with its place; empty when the plan is good.</returns>
    public static EquatableList<string> Read(ReadOnlySpan<byte> json, out PlatformPlan? plan)
    {
        plan = null;
        var structure = new PlanStructure(Options);
        try
        {
            var reader = new Utf8JsonReader(json.StartsWith(ByteOrderMark) ? json[ByteOrderMark.Length..] : json, Syntax);
            using var document = JsonDocument.ParseValue(ref reader);
            if (reader.Read())
            {
                return ["the file goes on after the plan's end"];
            }

            var read = structure.Mend(document.RootElement, typeof(PlatformPlan), "").Deserialize<PlatformPlan>(Options)!;
            return Check(read, structure, ref plan);
        }
        catch (JsonException fault)
        {
            return [$"line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}: the file is no JSON: {fault.Message}"];
        }
        catch (InvalidOperationException)
        {
            return ["a text in the file is no valid Unicode"];
        }
    }

    /// <summary>Writes a plan, indented.</summary>
    public static byte[] Write(PlatformPlan plan) => JsonSerializer.SerializeToUtf8Bytes(plan, Options);

    private static EquatableList<string> Check(PlatformPlan read, PlanStructure structure, ref PlatformPlan? plan)
    {
        var faults = new List<string>();
        foreach (var (place, what) in structure.Faults)
        {
            faults.Add(place.Length == 0 ? $"the plan {what}" : $"{place}: {what}");
        }

        var namesUnknown = structure.IsFaulty("channels") || structure.IsFaulty("packages")
            || read.Channels.Any(channel => PlanStructure.IsStandIn(channel.Id)) || read.Packages.Any(package => PlanStructure.IsStandIn(package.Id));
        foreach (var fault in PlanRules.Check(read))
        {
            // A rule that speaks of a stand-in, or of a channel whose name is not known, says nothing new.
            if (!structure.IsFaulty(fault.Place) && !(namesUnknown && fault.Place.EndsWith(".channelId", StringComparison.Ordinal)))
            {
                faults.Add(fault.ToString());
            }
        }

        plan = faults.Count == 0 ? read : null;
        return [.. faults];
    }

    private sealed class DurationConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Duration.TryRead(reader.TokenType == JsonTokenType.String ? reader.GetString() : null, out var span)
                ? span
                : throw new JsonException("a duration is a number with ms, s, m, h or d, such as \"500ms\" or \"2s\"");

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteStringValue(Duration.Write(value));
    }
}
