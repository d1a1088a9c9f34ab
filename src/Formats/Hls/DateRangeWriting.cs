using Headwater.Foundation;

namespace Headwater.Formats.Hls;

/// <summary>Writes EXT-X-DATERANGE. Specification: RFC 8216bis, 4.4.5.1.</summary>
internal static class DateRangeWriting
{
    public static void Write(ref PlaylistText text, DateRange range)
    {
        text.Tag("#EXT-X-DATERANGE:"u8);
        text.QuotedIf(range.Id, "ID="u8);
        text.QuotedIf(range.Class, "CLASS="u8);
        WriteDate(ref text, range.StartDate, "START-DATE=\""u8);
        text.QuotedIf(range.Cue, "CUE="u8);
        WriteDate(ref text, range.EndDate, "END-DATE=\""u8);
        text.SecondsIf(range.Duration, "DURATION="u8);
        text.SecondsIf(range.PlannedDuration, "PLANNED-DURATION="u8);
        foreach (var attribute in range.ClientAttributes)
        {
            WriteClientAttribute(ref text, attribute);
        }

        WriteSection(ref text, range.Scte35Command, "SCTE35-CMD="u8);
        WriteSection(ref text, range.Scte35Out, "SCTE35-OUT="u8);
        WriteSection(ref text, range.Scte35In, "SCTE35-IN="u8);
        text.YesIf(range.EndOnNext, "END-ON-NEXT="u8);
        text.EndLine();
    }

    private static void WriteDate(ref PlaylistText text, DateTimeOffset? instant, scoped ReadOnlySpan<byte> name)
    {
        if (instant is { } date)
        {
            text.Name(name);
            text.Date(date);
            text.Raw("\""u8);
        }
    }

    private static void WriteClientAttribute(ref PlaylistText text, ClientAttribute attribute)
    {
        text.Name(default);
        text.Text(attribute.Name);
        text.Raw("="u8);
        if (attribute.Quoted)
        {
            text.Quoted(attribute.Value);
        }
        else
        {
            text.Text(attribute.Value);
        }
    }

    private static void WriteSection(ref PlaylistText text, EquatableList<byte>? section, scoped ReadOnlySpan<byte> name)
    {
        if (section is not null)
        {
            text.Name(name);
            text.Hexadecimal([.. section]);
        }
    }
}
