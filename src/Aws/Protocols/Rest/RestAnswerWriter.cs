using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Rest;

/// <summary>Writes what REST answers carry outside of their bodies: status and headers; and payloads that are no documents.</summary>
internal static class RestAnswerWriter
{
    /// <summary>Begins an answer.</summary>
    public static WireAnswer Begin(OperationModel operation, JsonObject value)
    {
        var answer = new WireAnswer { Status = operation.ResponseStatus };
        foreach (var member in operation.Output?.Members ?? [])
        {
            if (value[member.Name] is { } item)
            {
                Write(answer, member, item);
            }
        }

        return answer;
    }

    /// <summary>Writes the headers of an error's members.</summary>
    public static void WriteHeader(WireAnswer answer, Member member, JsonNode value) => Write(answer, member, value);

    /// <summary>A payload that is text or bytes.</summary>
    public static ReadOnlyMemory<byte> RawPayload(Member payload, JsonNode value) =>
        payload.Shape.Kind == ShapeKind.Blob ? Convert.FromBase64String(value.ToString()) : Encoding.UTF8.GetBytes(value.ToString());

    private static void Write(WireAnswer answer, Member member, JsonNode value)
    {
        switch (member.Location)
        {
            case MemberLocation.StatusCode:
                answer.Status = int.Parse(value.ToString(), CultureInfo.InvariantCulture);
                break;
            case MemberLocation.Header:
                answer.Headers[member.WireName] = HeaderText(Text(member, value));
                break;
            case MemberLocation.Headers when value is JsonObject map:
                foreach (var (name, item) in map)
                {
                    answer.Headers[member.WireName + name] = HeaderText(item?.ToString() ?? "");
                }

                break;
        }
    }

    private static string Text(Member member, JsonNode value)
    {
        if (member.IsJsonValue)
        {
            return TextValues.EncodeJson(value.ToString());
        }

        if (value is JsonArray list)
        {
            var element = member.Shape.Element!;
            return HeaderLists.Join(list.Where(item => item is not null).Select(item => TextValues.Write(element, item!, TimestampFormat.Rfc822)), element.Shape.Kind == ShapeKind.String);
        }

        return TextValues.Write(member, value, TimestampFormat.Rfc822);
    }

    // Headers are ASCII (RFC 9110, 5.5); S3 answers other texts as RFC 2047 words.
    private static string HeaderText(string text)
    {
        if (!Ascii.IsValid(text))
        {
            return $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";
        }

        return text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 && !text.Contains('\u007f', StringComparison.Ordinal)
            ? text
            : string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
    }
}
