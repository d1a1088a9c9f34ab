using Headwater.Foundation;
using Headwater.Formats.Codecs;

namespace Headwater.Formats.Mp4;

/// <summary>Reads the first sample entry of a track.</summary>
/// <remarks>Specification: ISO/IEC 14496-12, 8.5.2, 12.1.3, 12.2.3 and 8.12 for encrypted ones.</remarks>
internal static class SampleEntryReader
{
    private const int CommonLength = 8;
    private const int VideoLength = 70;
    private const int AudioLength = 20;

    /// <summary>The track with what the entry says; unchanged but for its type when the entry is of no known kind.</summary>
    public static Mp4Track? Read(ReadOnlySpan<byte> stsd, Mp4Track track)
    {
        if (stsd.Length < 8)
        {
            return null;
        }

        var entries = new BoxCursor(stsd[8..]);
        if (!entries.MoveNext())
        {
            // A header without an entry describes a track that has nothing to say yet.
            return entries.Status == 0 ? track : null;
        }

        track = track with { SampleEntry = entries.Header.Type };
        return track.Handler.Value switch
        {
            BoxTypes.Vide => ReadVideo(entries.Content, track),
            BoxTypes.Soun => ReadAudio(entries.Content, track),
            _ => track,
        };
    }

    private static Mp4Track? ReadVideo(ReadOnlySpan<byte> entry, Mp4Track track)
    {
        if (entry.Length < CommonLength + VideoLength)
        {
            return null;
        }

        var fields = new FieldReader(entry);
        fields.Skip(CommonLength + 16);
        track = track with { Width = fields.UInt16(), Height = fields.UInt16() };
        var children = entry[(CommonLength + VideoLength)..];
        track = ReadCommonChildren(children, track);
        var (codec, configurationType) = track.SampleEntry.Value switch
        {
            BoxTypes.Avc1 or BoxTypes.Avc3 => (Codec.H264, BoxTypes.AvcC),
            BoxTypes.Hvc1 or BoxTypes.Hev1 => (Codec.H265, BoxTypes.HvcC),
            BoxTypes.Av01 => (Codec.Av1, BoxTypes.Av1C),
            _ => (Codec.Unknown, 0u),
        };
        return codec != Codec.Unknown && BoxCursor.TryFind(children, configurationType, out var configuration)
            ? track with { Format = new TrackFormat(TrackKind.Video, codec, track.Timescale, configuration.ToArray()) }
            : track;
    }

    private static Mp4Track? ReadAudio(ReadOnlySpan<byte> entry, Mp4Track track)
    {
        if (entry.Length < CommonLength + AudioLength)
        {
            return null;
        }

        var fields = new FieldReader(entry);
        fields.Skip(CommonLength);
        var version = fields.UInt16();
        fields.Skip(6);
        var channels = fields.UInt16();
        fields.Skip(6);
        track = track with { Channels = channels, SampleRate = (int)(fields.UInt32() >> 16) };
        // Interop: QuickTime's versions 1 and 2 put more fields before the boxes.
        var extra = version switch { 1 => 16, 2 => 36, _ => 0 };
        var children = entry[Math.Min(entry.Length, CommonLength + AudioLength + extra)..];
        track = ReadCommonChildren(children, track);
        var configuration = ReadAudioConfiguration(track.SampleEntry.Value, children, out var codec);
        return configuration is null ? track : track with { Format = new TrackFormat(TrackKind.Audio, codec, track.Timescale, configuration) };
    }

    private static byte[]? ReadAudioConfiguration(uint entryType, ReadOnlySpan<byte> children, out Codec codec)
    {
        codec = Codec.Unknown;
        switch (entryType)
        {
            case BoxTypes.Mp4a:
                return TryFindEsds(children, out var esds) && ElementaryStreamDescriptor.TryRead(esds, out codec, out var config) ? config.ToArray() : null;
            case BoxTypes.Opus when BoxCursor.TryFind(children, BoxTypes.DOps, out var box) && OpusHead.TryReadBox(box, out var head):
                codec = Codec.Opus;
                return head.ToArray();
            case BoxTypes.Ac3 when BoxCursor.TryFind(children, BoxTypes.Dac3, out var dac3):
                codec = Codec.Ac3;
                return dac3.ToArray();
            case BoxTypes.Ec3 when BoxCursor.TryFind(children, BoxTypes.Dec3, out var dec3):
                codec = Codec.Eac3;
                return dec3.ToArray();
            case BoxTypes.Mp3:
                codec = Codec.Mp3;
                return [];
            default:
                return null;
        }
    }

    private static bool TryFindEsds(ReadOnlySpan<byte> children, out ReadOnlySpan<byte> esds) =>
        BoxCursor.TryFind(children, BoxTypes.Esds, out esds)
        || (BoxCursor.TryFind(children, BoxTypes.Wave, out var wave) && BoxCursor.TryFind(wave, BoxTypes.Esds, out esds));

    private static Mp4Track ReadCommonChildren(ReadOnlySpan<byte> children, Mp4Track track)
    {
        if (BoxCursor.TryFind(children, BoxTypes.Btrt, out var btrt))
        {
            var fields = new FieldReader(btrt);
            fields.Skip(8);
            track = track with { BitsPerSecond = fields.UInt32() };
        }

        if (track.SampleEntry.Value is BoxTypes.Encv or BoxTypes.Enca)
        {
            track = track with { Encrypted = true };
            if (BoxCursor.TryFind(children, BoxTypes.Sinf, out var sinf) && BoxCursor.TryFind(sinf, BoxTypes.Frma, out var frma) && frma.Length >= 4)
            {
                track = track with { SampleEntry = FourCc.From(frma) };
            }
        }

        return track;
    }
}
