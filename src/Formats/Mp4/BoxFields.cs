using System.Globalization;
using System.Text;

namespace Headwater.Formats.Mp4;

/// <summary>Names the fields of boxes for <see cref="BoxDump"/>.</summary>
internal static class BoxFields
{
    private const int MaxListedSamples = 256;

    /// <summary>Appends the fields of a box behind its type and length.</summary>
    /// <returns>Where its children begin in the content; null when it has none.</returns>
    public static int? Describe(StringBuilder text, uint type, ReadOnlySpan<byte> content)
    {
        var fields = new FieldReader(content);
        switch (type)
        {
            case BoxTypes.Moov or BoxTypes.Trak or BoxTypes.Mdia or BoxTypes.Minf or BoxTypes.Dinf or BoxTypes.Stbl or BoxTypes.Mvex
                or BoxTypes.Moof or BoxTypes.Traf or BoxTypes.Edts or BoxTypes.Udta or BoxTypes.Sinf or BoxTypes.Schi or BoxTypes.Mfra or BoxTypes.Wave:
                return 0;
            case BoxTypes.Stsd or BoxTypes.Dref:
                return 8;
            case BoxTypes.Meta:
                return 4;
            case BoxTypes.Avc1 or BoxTypes.Avc3 or BoxTypes.Hvc1 or BoxTypes.Hev1 or BoxTypes.Av01 or BoxTypes.Encv:
                fields.Skip(24);
                Append(text, $" width={fields.UInt16()} height={fields.UInt16()}");
                return 78;
            case BoxTypes.Mp4a or BoxTypes.Opus or BoxTypes.Ac3 or BoxTypes.Ec3 or BoxTypes.Mp3 or BoxTypes.Enca:
                fields.Skip(16);
                Append(text, $" channels={fields.UInt16()}");
                fields.Skip(6);
                Append(text, $" rate={fields.UInt32() >> 16}");
                return 28;
            case BoxTypes.Ftyp or BoxTypes.Styp:
                DescribeBrands(text, ref fields);
                break;
            case BoxTypes.Mdat:
                break;
            case BoxTypes.Mvhd or BoxTypes.Mdhd:
                DescribeHeader(text, type, ref fields);
                break;
            case BoxTypes.Tkhd:
                DescribeTrackHeader(text, ref fields);
                break;
            case BoxTypes.Hdlr:
                fields.Skip(8);
                Append(text, $" handler={new FourCc(fields.UInt32())}");
                break;
            case BoxTypes.Trex:
                fields.Skip(4);
                Append(text, $" track={fields.UInt32()} description={fields.UInt32()} duration={fields.UInt32()} size={fields.UInt32()} flags=0x{fields.UInt32():x8}");
                break;
            case BoxTypes.Mfhd:
                fields.Skip(4);
                Append(text, $" sequence={fields.UInt32()}");
                break;
            case BoxTypes.Tfhd:
                DescribeFragmentHeader(text, ref fields);
                break;
            case BoxTypes.Tfdt:
                var (version, _) = fields.FullBox();
                Append(text, $" version={version} decode={fields.UInt64When(version == 1)}");
                break;
            case BoxTypes.Trun:
                DescribeRun(text, ref fields);
                break;
            case BoxTypes.Btrt:
                Append(text, $" buffer={fields.UInt32()} max={fields.UInt32()} average={fields.UInt32()}");
                break;
            case BoxTypes.Pasp:
                Append(text, $" {fields.UInt32()}:{fields.UInt32()}");
                break;
            case BoxTypes.Frma:
                Append(text, $" format={new FourCc(fields.UInt32())}");
                break;
            case BoxTypes.Sidx when SegmentIndex.TryRead(content, out var index):
                DescribeIndex(text, index);
                break;
            case BoxTypes.Emsg when EventMessage.TryRead(content, out var message):
                Append(text, $" scheme={message.SchemeIdUri} value={message.Value} timescale={message.Timescale} time={message.PresentationTicks} duration={message.DurationTicks} id={message.Id} message={message.Message.Length}");
                break;
            case BoxTypes.Prft when ProducerReferenceTime.TryRead(content, out var time):
                Append(text, $" track={time.TrackId} utc={time.Utc:yyyy-MM-ddTHH:mm:ss.fffffffZ} media={time.MediaTicks} flags={time.Flags}");
                break;
            default:
                BoxDump.AppendHex(text, content);
                return null;
        }

        if (fields.Failed)
        {
            text.Append(" cut");
        }

        return null;
    }

    private static void DescribeBrands(StringBuilder text, ref FieldReader fields)
    {
        Append(text, $" major={new FourCc(fields.UInt32())} minor={fields.UInt32()} brands=");
        for (var separator = ""; fields.Rest.Length >= 4; separator = ",")
        {
            Append(text, $"{separator}{new FourCc(fields.UInt32())}");
        }
    }

    private static void DescribeHeader(StringBuilder text, uint type, ref FieldReader fields)
    {
        var (version, _) = fields.FullBox();
        fields.Skip(version == 1 ? 16 : 8);
        Append(text, $" timescale={fields.UInt32()} duration={fields.UInt64When(version == 1)}");
        if (type == BoxTypes.Mdhd)
        {
            Append(text, $" language={LanguageCode.Unpack(fields.UInt16())}");
        }
    }

    private static void DescribeTrackHeader(StringBuilder text, ref FieldReader fields)
    {
        var (version, flags) = fields.FullBox();
        fields.Skip(version == 1 ? 16 : 8);
        Append(text, $" flags={flags} track={fields.UInt32()}");
        fields.Skip((version == 1 ? 12 : 8) + 16 + 36);
        Append(text, $" width={fields.UInt32() / 65_536.0} height={fields.UInt32() / 65_536.0}");
    }

    private static void DescribeFragmentHeader(StringBuilder text, ref FieldReader fields)
    {
        var (_, flags) = fields.FullBox();
        Append(text, $" flags=0x{flags:x6} track={fields.UInt32()}");
        AppendWhen(text, (flags & 0x01) != 0 ? fields.UInt64() : null, "base");
        AppendWhen(text, (flags & 0x02) != 0 ? fields.UInt32() : null, "description");
        AppendWhen(text, (flags & 0x08) != 0 ? fields.UInt32() : null, "duration");
        AppendWhen(text, (flags & 0x10) != 0 ? fields.UInt32() : null, "size");
        if ((flags & 0x20) != 0)
        {
            Append(text, $" sample-flags=0x{fields.UInt32():x8}");
        }
    }

    private static void DescribeRun(StringBuilder text, ref FieldReader fields)
    {
        var (version, flags) = fields.FullBox();
        var count = fields.UInt32();
        Append(text, $" version={version} flags=0x{flags:x6} samples={count}");
        AppendWhen(text, (flags & 0x001) != 0 ? fields.UInt32() : null, "data");
        if ((flags & 0x004) != 0)
        {
            Append(text, $" first-flags=0x{fields.UInt32():x8}");
        }

        for (var i = 0u; (flags & 0xF00) != 0 && i < Math.Min(count, MaxListedSamples) && !fields.Failed; i++)
        {
            text.Append(" [");
            AppendWhen(text, (flags & 0x100) != 0 ? fields.UInt32() : null, "duration");
            AppendWhen(text, (flags & 0x200) != 0 ? fields.UInt32() : null, "size");
            if ((flags & 0x400) != 0)
            {
                Append(text, $" flags=0x{fields.UInt32():x8}");
            }

            if ((flags & 0x800) != 0)
            {
                Append(text, $" offset={(int)fields.UInt32()}");
            }

            text.Append(" ]");
        }
    }

    private static void DescribeIndex(StringBuilder text, SegmentIndex index)
    {
        Append(text, $" reference={index.ReferenceId} timescale={index.Timescale} earliest={index.EarliestPresentationTicks} first-offset={index.FirstOffsetBytes}");
        foreach (var reference in index.References)
        {
            Append(text, $" [ length={reference.LengthBytes} duration={reference.DurationTicks} sap={(reference.StartsWithSap ? 1 : 0)} ]");
        }
    }

    private static void AppendWhen(StringBuilder text, ulong? value, string name)
    {
        if (value is { } told)
        {
            Append(text, $" {name}={told}");
        }
    }

    private static void Append(StringBuilder text, FormattableString value) => text.Append(value.ToString(CultureInfo.InvariantCulture));
}
