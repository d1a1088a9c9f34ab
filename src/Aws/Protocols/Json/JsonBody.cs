using System.Text.Json;
using System.Text.Unicode;

namespace Headwater.Aws.Protocols.Json;

/// <summary>Reads JSON bodies within bounds: UTF-8, depth, number of values, no member twice.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = WireFault.MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The document, or null for an empty body; the caller disposes it.</summary>
    /// <exception cref="Calls.AwsException">It is not JSON, or out of bounds.</exception>
    public static JsonDocument? Read(ReadOnlyMemory<byte> body)
    {
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return null;
        }

        if (!Utf8.IsValid(body.Span))
        {
            throw WireFault.Malformed("The body is not UTF-8.");
        }

        try
        {
            CheckBounds(body.Span);
            return JsonDocument.Parse(body, Options);
        }
        catch (JsonException fault)
        {
            throw WireFault.Malformed($"The body is not JSON: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine}.");
        }
    }

    // Counts before anything is built, so that a hostile body costs no more memory than itself.
    private static void CheckBounds(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
        var values = 0;
        while (reader.Read())
        {
            if (reader.CurrentDepth >= WireFault.MaxDepth)
            {
                throw WireFault.TooDeep();
            }

            if (++values > WireFault.MaxValues)
            {
                throw WireFault.TooMany();
            }
        }
    }
}
