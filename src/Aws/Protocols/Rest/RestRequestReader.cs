using System.Text;
using System.Text.Json.Nodes;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Rest;

/// <summary>Reads what REST requests carry outside of their bodies: labels, query parameters, headers; and payloads that are no documents.</summary>
internal static class RestRequestReader
{
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>Reads all members that are not in the body's document.</summary>
    /// <exception cref="Calls.AwsException">A value is not of the kind the model says.</exception>
    public static void Read(OperationModel operation, WireRequest request, JsonObject result)
    {
        if (operation.Input is not { } input)
        {
            return;
        }

        var labels = operation.Uri.Match(request.Path);
        foreach (var member in input.Members)
        {
            var value = member.Location switch
            {
                MemberLocation.Uri => labels?.GetValueOrDefault(member.WireName) is { } label ? TextValues.Read(member, Percent.Decode(label), member.Name) : null,
                MemberLocation.QueryString => ReadQuery(input, member, operation, request),
                MemberLocation.Header => request.Header(member.WireName) is { } text ? ReadHeader(member, text) : null,
                MemberLocation.Headers => ReadHeaders(member, request),
                _ => null,
            };
            if (value is not null)
            {
                result[member.Name] = value;
            }
        }
    }

    /// <summary>Reads a payload that is text or bytes; null when it is empty.</summary>
    public static JsonNode? ReadRawPayload(Member payload, ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return null;
        }

        if (payload.Shape.Kind == ShapeKind.Blob)
        {
            return JsonValue.Create(Convert.ToBase64String(body.Span));
        }

        try
        {
            return JsonValue.Create(Strict.GetString(body.Span));
        }
        catch (DecoderFallbackException)
        {
            throw WireFault.Malformed("The body is not UTF-8.");
        }
    }

    private static JsonNode? ReadQuery(Shape input, Member member, OperationModel operation, WireRequest request)
    {
        if (member.Shape.Kind == ShapeKind.Map)
        {
            return ReadQueryMap(input, member, operation, request);
        }

        var values = request.Query.Where(parameter => parameter.Name == member.WireName).Select(parameter => parameter.Value).ToArray();
        if (values.Length == 0)
        {
            return null;
        }

        if (member.Shape.Kind == ShapeKind.List)
        {
            return new JsonArray([.. values.Select(value => TextValues.Read(member.Shape.Element!, value, member.Name))]);
        }

        // An empty number or flag says nothing; an empty text is a value.
        return values[0].Length == 0 && member.Shape.Kind != ShapeKind.String ? null : TextValues.Read(member, values[0], member.Name);
    }

    private static JsonObject? ReadQueryMap(Shape input, Member member, OperationModel operation, WireRequest request)
    {
        var claimed = input.Members.Where(other => other.Location == MemberLocation.QueryString && other != member).Select(other => other.WireName)
            .Concat(operation.Uri.LiteralQuery.Select(literal => literal.Key)).ToHashSet(StringComparer.Ordinal);
        var map = new JsonObject();
        foreach (var group in request.Query.Where(parameter => !claimed.Contains(parameter.Name)).GroupBy(parameter => parameter.Name, StringComparer.Ordinal))
        {
            var value = member.Shape.Value!;
            map[group.Key] = value.Shape.Kind == ShapeKind.List
                ? new JsonArray([.. group.Select(item => TextValues.Read(value.Shape.Element!, item.Value, group.Key))])
                : TextValues.Read(value, group.First().Value, group.Key);
        }

        return map.Count == 0 ? null : map;
    }

    private static JsonNode? ReadHeader(Member member, string text)
    {
        if (member.IsJsonValue)
        {
            return JsonValue.Create(Encoding.UTF8.GetString(Convert.FromBase64String(TextValues.Blob(text, member.Name))));
        }

        if (member.Shape.Kind == ShapeKind.List)
        {
            var element = member.Shape.Element!;
            return new JsonArray([.. HeaderLists.Split(text, element).Select(item => TextValues.Read(element, item, member.Name))]);
        }

        return text.Length == 0 && member.Shape.Kind != ShapeKind.String ? null : TextValues.Read(member, text, member.Name);
    }

    private static JsonObject? ReadHeaders(Member member, WireRequest request)
    {
        var map = new JsonObject();
        foreach (var (name, value) in request.Headers)
        {
            if (name.StartsWith(member.WireName, StringComparison.OrdinalIgnoreCase))
            {
                map[name[member.WireName.Length..]] = value;
            }
        }

        return map.Count == 0 ? null : map;
    }
}
