using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Headwater.Foundation;

namespace Headwater.Plans;

/// <summary>Holds a document against the types of a plan, member by member, so that every fault is told and not only the first.</summary>
/// <remarks>What is wrong is mended with a stand-in, so that the rules can be asked about all the rest.</remarks>
internal sealed class PlanStructure(JsonSerializerOptions options)
{
    private const char StandInMark = '?';

    private readonly Dictionary<string, string> _faults = [];
    private int _standIns;

    /// <summary>The faults by the place they lie at, in document order.</summary>
    public IReadOnlyDictionary<string, string> Faults => _faults;

    /// <summary>Whether a fault was found at a place or around it.</summary>
    public bool IsFaulty(string place) =>
        _faults.Keys.Any(known => place == known || place.StartsWith(known + ".", StringComparison.Ordinal) || place.StartsWith(known + "[", StringComparison.Ordinal));

    /// <summary>Whether a text only takes the place of one that is wrong or missing.</summary>
    public static bool IsStandIn(string text) => text.StartsWith(StandInMark);

    /// <summary>The value as JSON that a <paramref name="type"/> can be read from.</summary>
    public JsonNode? Mend(JsonElement value, Type type, string place)
    {
        if (ElementOf(type) is { } element)
        {
            return MendList(value, element, place);
        }

        var contract = options.GetTypeInfo(type);
        return contract.Kind == JsonTypeInfoKind.Object ? MendObject(value, contract, place) : MendLeaf(value, type, place);
    }

    private JsonArray MendList(JsonElement value, Type element, string place)
    {
        var mended = new JsonArray();
        if (value.ValueKind != JsonValueKind.Array)
        {
            Add(place, "must be a list");
            return mended;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            mended.Add(Mend(item, element, $"{place}[{index++}]"));
        }

        return mended;
    }

    private JsonObject MendObject(JsonElement value, JsonTypeInfo contract, string place)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Add(place, "must be an object");
            return (JsonObject)StandIn(contract.Type)!;
        }

        var mended = new JsonObject();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            var known = contract.Properties.FirstOrDefault(property => property.Name == member.Name);
            if (known is null)
            {
                Add(At(place, member.Name), "is not known here");
            }
            else if (!seen.Add(member.Name))
            {
                Add(At(place, member.Name), "is there more than once");
            }
            else if (MendMember(member.Value, known, At(place, member.Name)) is { } good)
            {
                mended[known.Name] = good;
            }
        }

        foreach (var required in contract.Properties.Where(property => property.IsRequired && !mended.ContainsKey(property.Name)))
        {
            Add(At(place, required.Name), "is missing");
            mended[required.Name] = StandIn(required.PropertyType);
        }

        return mended;
    }

    /// <summary>The mended member; null when it is left out, because it may be null or because a stand-in or the default takes its place.</summary>
    private JsonNode? MendMember(JsonElement value, JsonPropertyInfo member, string place)
    {
        if (value.ValueKind != JsonValueKind.Null)
        {
            return Mend(value, Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType, place);
        }

        var mayBeNull = member.PropertyType.IsValueType ? Nullable.GetUnderlyingType(member.PropertyType) is not null : member.IsSetNullable;
        if (!mayBeNull)
        {
            Add(place, "must not be null");
        }

        return null;
    }

    private JsonNode? MendLeaf(JsonElement value, Type type, string place)
    {
        try
        {
            if (value.ValueKind != JsonValueKind.Null)
            {
                _ = value.Deserialize(type, options);
                return JsonNode.Parse(value.GetRawText());
            }

            Add(place, "must not be null");
        }
        catch (JsonException)
        {
            Add(place, Expected(type));
        }

        return StandIn(type);
    }

    /// <summary>Something of a type that says nothing: no two texts are equal, so that none is taken for another.</summary>
    private JsonNode? StandIn(Type type)
    {
        if (ElementOf(type) is not null)
        {
            return new JsonArray();
        }

        if (type == typeof(string))
        {
            return $"{StandInMark}{_standIns++}";
        }

        if (type == typeof(TimeSpan))
        {
            return "1s";
        }

        var contract = options.GetTypeInfo(type);
        if (contract.Kind != JsonTypeInfoKind.Object)
        {
            return JsonSerializer.SerializeToNode(Activator.CreateInstance(type), type, options);
        }

        var standIn = new JsonObject();
        foreach (var required in contract.Properties.Where(property => property.IsRequired))
        {
            standIn[required.Name] = StandIn(required.PropertyType);
        }

        return standIn;
    }

    private void Add(string place, string what) => _faults.TryAdd(place, what);

    private static string At(string place, string member) => place.Length == 0 ? member : $"{place}.{member}";

    private static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableList<>) ? type.GetGenericArguments()[0] : null;

    private static string Expected(Type type)
    {
        if (type == typeof(TimeSpan))
        {
            return "must be a duration: a number with ms, s, m, h or d, such as \"500ms\" or \"2s\"";
        }

        return type.IsEnum ? $"must be one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}"
            : type == typeof(string) ? "must be a text"
            : type == typeof(bool) ? "must be true or false"
            : $"must be a whole number within {(type == typeof(long) ? 64 : 32)} bits";
    }
}
