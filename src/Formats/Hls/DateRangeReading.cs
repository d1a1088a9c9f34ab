namespace Headwater.Formats.Hls;

/// <summary>Reads EXT-X-DATERANGE. Specification: RFC 8216bis, 4.4.5.1.</summary>
internal static class DateRangeReading
{
    /// <summary>The range, or null without an ID.</summary>
    public static DateRange? Read(ReadOnlySpan<byte> value)
    {
        var range = new DateRange { Id = "" };
        List<ClientAttribute>? client = null;
        var attributes = new AttributeList(value);
        while (attributes.TryNext(out var name, out var text))
        {
            if (name.StartsWith("X-"u8))
            {
                (client ??= []).Add(new ClientAttribute(PlaylistValue.Text(name), PlaylistValue.Text(text), attributes.Quoted));
            }
            else
            {
                range = WithAttribute(range, name, text);
            }
        }

        range = client is null ? range : range with { ClientAttributes = [.. client] };
        return range.Id.Length > 0 ? range : null;
    }

    private static DateRange WithAttribute(DateRange range, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text) =>
        name.SequenceEqual("ID"u8) ? range with { Id = PlaylistValue.Text(text) }
        : name.SequenceEqual("CLASS"u8) ? range with { Class = PlaylistValue.Text(text) }
        : name.SequenceEqual("START-DATE"u8) ? range with { StartDate = PlaylistValue.Date(text) }
        : name.SequenceEqual("CUE"u8) ? range with { Cue = PlaylistValue.Text(text) }
        : name.SequenceEqual("END-DATE"u8) ? range with { EndDate = PlaylistValue.Date(text) }
        : name.SequenceEqual("DURATION"u8) ? range with { Duration = PlaylistValue.Seconds(text) }
        : name.SequenceEqual("PLANNED-DURATION"u8) ? range with { PlannedDuration = PlaylistValue.Seconds(text) }
        : name.SequenceEqual("SCTE35-CMD"u8) ? range with { Scte35Command = PlaylistValue.Octets(text) }
        : name.SequenceEqual("SCTE35-OUT"u8) ? range with { Scte35Out = PlaylistValue.Octets(text) }
        : name.SequenceEqual("SCTE35-IN"u8) ? range with { Scte35In = PlaylistValue.Octets(text) }
        : name.SequenceEqual("END-ON-NEXT"u8) ? range with { EndOnNext = PlaylistValue.Yes(text) }
        : range;
}
