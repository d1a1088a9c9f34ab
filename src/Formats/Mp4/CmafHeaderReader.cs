using System.Buffers;
using System.Text;

namespace Headwater.Formats.Mp4;

/// <summary>Reads the tracks of a movie header, whoever wrote it.</summary>
/// <remarks>Specification: ISO/IEC 14496-12, 8.2 to 8.8. Total; tracks beyond the 64th are left out.</remarks>
public static class CmafHeaderReader
{
    private const int MaxTracks = 64;

    /// <summary>Reads the first <c>moov</c> in <paramref name="source"/>; other boxes are passed over.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="tracks">The tracks in file order.</param>
    /// <param name="lengthBytes">Bytes from the start of the span to the end of the <c>moov</c>.</param>
    /// <returns>NeedMoreData when there is no whole <c>moov</c> yet; InvalidData when it or one of its tracks is malformed.</returns>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out IReadOnlyList<Mp4Track> tracks, out int lengthBytes)
    {
        tracks = [];
        lengthBytes = 0;
        var boxes = new BoxCursor(source);
        while (boxes.MoveNext())
        {
            if (boxes.Type == BoxTypes.Moov)
            {
                lengthBytes = boxes.Offset + boxes.Length;
                return TryReadMovie(boxes.Content, out tracks) ? OperationStatus.Done : OperationStatus.InvalidData;
            }
        }

        return boxes.Status == OperationStatus.InvalidData ? OperationStatus.InvalidData : OperationStatus.NeedMoreData;
    }

    private static bool TryReadMovie(ReadOnlySpan<byte> moov, out IReadOnlyList<Mp4Track> tracks)
    {
        List<Mp4Track> found = [];
        tracks = found;
        var boxes = new BoxCursor(moov);
        while (boxes.MoveNext())
        {
            if (boxes.Type != BoxTypes.Trak || found.Count == MaxTracks)
            {
                continue;
            }

            if (TryReadTrack(boxes.Content) is not { } track)
            {
                return false;
            }

            found.Add(track with { Defaults = ReadDefaults(moov, track.TrackId) });
        }

        return boxes.Status == OperationStatus.Done;
    }

    private static Mp4Track? TryReadTrack(ReadOnlySpan<byte> trak)
    {
        if (!BoxCursor.TryFind(trak, BoxTypes.Tkhd, out var tkhd)
            || !BoxCursor.TryFind(trak, BoxTypes.Mdia, out var mdia)
            || !BoxCursor.TryFind(mdia, BoxTypes.Mdhd, out var mdhd)
            || !BoxCursor.TryFind(mdia, BoxTypes.Hdlr, out var hdlr)
            || !BoxCursor.TryFind(mdia, BoxTypes.Minf, out var minf)
            || !BoxCursor.TryFind(minf, BoxTypes.Stbl, out var stbl)
            || !BoxCursor.TryFind(stbl, BoxTypes.Stsd, out var stsd))
        {
            return null;
        }

        var header = new FieldReader(tkhd);
        var (version, _) = header.FullBox();
        header.Skip(version == 1 ? 16 : 8);
        var trackId = header.UInt32();
        var media = new FieldReader(mdhd);
        (version, _) = media.FullBox();
        media.Skip(version == 1 ? 16 : 8);
        var timescale = media.UInt32();
        media.Skip(version == 1 ? 8 : 4);
        var language = LanguageCode.Unpack(media.UInt16());
        var handler = new FieldReader(hdlr);
        handler.Skip(8);
        var handlerType = handler.UInt32();
        if (header.Failed || media.Failed || handler.Failed || trackId == 0 || timescale == 0)
        {
            return null;
        }

        var track = new Mp4Track
        {
            TrackId = trackId,
            Handler = new FourCc(handlerType),
            SampleEntry = default,
            Timescale = timescale,
            Language = ReadExtendedLanguage(mdia) ?? language,
            EditStartTicks = ReadEditStart(trak),
        };
        return SampleEntryReader.Read(stsd, track);
    }

    // Specification: ISO/IEC 14496-12, 8.4.6.
    private static string? ReadExtendedLanguage(ReadOnlySpan<byte> mdia)
    {
        const int MaxTagLength = 64;
        if (!BoxCursor.TryFind(mdia, BoxTypes.Elng, out var elng) || elng.Length < 5)
        {
            return null;
        }

        var tag = elng[4..];
        var end = tag.IndexOf((byte)0);
        tag = end < 0 ? tag : tag[..end];
        return tag.Length is > 0 and <= MaxTagLength && Ascii.IsValid(tag) ? Encoding.ASCII.GetString(tag) : null;
    }

    // Specification: ISO/IEC 14496-12, 8.6.6.
    private static long ReadEditStart(ReadOnlySpan<byte> trak)
    {
        if (!BoxCursor.TryFind(trak, BoxTypes.Edts, out var edts) || !BoxCursor.TryFind(edts, BoxTypes.Elst, out var elst))
        {
            return 0;
        }

        var fields = new FieldReader(elst);
        var (version, _) = fields.FullBox();
        var count = fields.UInt32();
        for (var i = 0u; i < count && !fields.Failed; i++)
        {
            fields.UInt64When(version == 1);
            var start = version == 1 ? (long)fields.UInt64() : (int)fields.UInt32();
            fields.Skip(4);
            if (start >= 0 && !fields.Failed)
            {
                return start;
            }
        }

        return 0;
    }

    private static SampleDefaults ReadDefaults(ReadOnlySpan<byte> moov, uint trackId)
    {
        if (!BoxCursor.TryFind(moov, BoxTypes.Mvex, out var mvex))
        {
            return default;
        }

        var boxes = new BoxCursor(mvex);
        while (boxes.MoveNext())
        {
            var fields = new FieldReader(boxes.Content);
            fields.FullBox();
            if (boxes.Type == BoxTypes.Trex && fields.UInt32() == trackId)
            {
                fields.Skip(4);
                return new(fields.UInt32(), fields.UInt32(), fields.UInt32());
            }
        }

        return default;
    }
}
