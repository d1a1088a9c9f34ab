using System.Buffers;
using System.Text;
using Headwater.Formats.Codecs;

namespace Headwater.Formats.Mp4;

/// <summary>Writes the header of a CMAF track: what a player must have before the first chunk.</summary>
/// <remarks>Specification: ISO/IEC 23000-19, 7.3.1; ISO/IEC 14496-12, 8.2 to 8.8. There is no edit list: sample times are those of the timeline.</remarks>
public static class CmafHeader
{
    /// <summary>Writes <c>ftyp</c> and <c>moov</c>.</summary>
    /// <param name="destination">Receives the header; nothing when the result is not <see cref="OperationStatus.Done"/>.</param>
    /// <param name="track">The track.</param>
    /// <returns><see cref="OperationStatus.InvalidData"/> when the track's configuration is none, or its codec has no sample entry here.</returns>
    public static OperationStatus Write(IBufferWriter<byte> destination, CmafTrack track)
    {
        if (track.TrackId <= 0 || track.Format.Timescale == 0 || !CodecDescription.TryRead(track.Format, out var description))
        {
            return OperationStatus.InvalidData;
        }

        var writer = new BoxWriter();
        WriteFileType(writer);
        var moov = writer.Begin(BoxTypes.Moov);
        WriteMovieHeader(writer, track);
        WriteTrack(writer, track, description);
        WriteMovieExtends(writer, track);
        writer.End(moov);
        writer.CopyTo(destination);
        return OperationStatus.Done;
    }

    private static void WriteFileType(BoxWriter writer)
    {
        var box = writer.Begin(BoxTypes.Ftyp);
        writer.UInt32(BoxTypes.Cmf2);
        writer.UInt32(0);
        writer.UInt32(BoxTypes.Iso6);
        writer.UInt32(BoxTypes.Cmfc);
        writer.UInt32(BoxTypes.Cmf2);
        writer.End(box);
    }

    private static void WriteMovieHeader(BoxWriter writer, CmafTrack track)
    {
        var box = writer.BeginFull(BoxTypes.Mvhd);
        writer.Zeros(8);
        writer.UInt32(track.Format.Timescale);
        writer.UInt32(0);
        writer.UInt32(0x0001_0000);
        writer.UInt16(0x0100);
        writer.Zeros(10);
        writer.UnityMatrix();
        writer.Zeros(24);
        writer.UInt32(uint.MaxValue);
        writer.End(box);
    }

    private static void WriteTrack(BoxWriter writer, CmafTrack track, CodecDescription description)
    {
        var trak = writer.Begin(BoxTypes.Trak);
        WriteTrackHeader(writer, track, description);
        var mdia = writer.Begin(BoxTypes.Mdia);
        WriteMediaHeader(writer, track);
        WriteHandler(writer, description);
        var minf = writer.Begin(BoxTypes.Minf);
        WriteMediaKindHeader(writer, description);
        WriteDataReference(writer);
        WriteSampleTable(writer, track, description);
        writer.End(minf);
        writer.End(mdia);
        writer.End(trak);
    }

    private static void WriteTrackHeader(BoxWriter writer, CmafTrack track, CodecDescription description)
    {
        const uint EnabledInMovie = 3;
        var box = writer.BeginFull(BoxTypes.Tkhd, flags: EnabledInMovie);
        writer.Zeros(8);
        writer.UInt32((uint)track.TrackId);
        writer.Zeros(16);
        writer.UInt16(0);
        writer.UInt16(0);
        writer.UInt16((ushort)(description is AudioDescription ? 0x0100 : 0));
        writer.UInt16(0);
        writer.UnityMatrix();
        var (width, height) = description is VideoDescription video ? DisplaySize(video) : default;
        writer.UInt32(width);
        writer.UInt32(height);
        writer.End(box);
    }

    // Width and height as shown, in 16.16: samples that are not square widen the picture.
    private static (uint Width, uint Height) DisplaySize(VideoDescription video)
    {
        var ratio = video.AspectRatio ?? SampleAspectRatio.Square;
        var width = (ulong)video.Width * ratio.Width * 0x1_0000 / ratio.Height;
        return (width > uint.MaxValue ? (uint)video.Width << 16 : (uint)width, (uint)video.Height << 16);
    }

    private static void WriteMediaHeader(BoxWriter writer, CmafTrack track)
    {
        var letters = LanguageCode.ThreeLetters(track.Language);
        var box = writer.BeginFull(BoxTypes.Mdhd);
        writer.Zeros(8);
        writer.UInt32(track.Format.Timescale);
        writer.UInt32(0);
        writer.UInt16(LanguageCode.Pack(letters));
        writer.UInt16(0);
        writer.End(box);
        if (track.Language.Contains('-', StringComparison.Ordinal))
        {
            var extended = writer.BeginFull(BoxTypes.Elng);
            writer.Bytes(Encoding.UTF8.GetBytes(track.Language));
            writer.UInt8(0);
            writer.End(extended);
        }
    }

    private static void WriteHandler(BoxWriter writer, CodecDescription description)
    {
        var box = writer.BeginFull(BoxTypes.Hdlr);
        writer.UInt32(0);
        writer.UInt32(description is VideoDescription ? BoxTypes.Vide : BoxTypes.Soun);
        writer.Zeros(12);
        writer.Bytes(description is VideoDescription ? "video\0"u8 : "audio\0"u8);
        writer.End(box);
    }

    private static void WriteMediaKindHeader(BoxWriter writer, CodecDescription description)
    {
        if (description is VideoDescription)
        {
            var vmhd = writer.BeginFull(BoxTypes.Vmhd, flags: 1);
            writer.Zeros(8);
            writer.End(vmhd);
            return;
        }

        var smhd = writer.BeginFull(BoxTypes.Smhd);
        writer.Zeros(4);
        writer.End(smhd);
    }

    private static void WriteDataReference(BoxWriter writer)
    {
        const uint InThisFile = 1;
        var dinf = writer.Begin(BoxTypes.Dinf);
        var dref = writer.BeginFull(BoxTypes.Dref);
        writer.UInt32(1);
        writer.End(writer.BeginFull(BoxTypes.Url, flags: InThisFile));
        writer.End(dref);
        writer.End(dinf);
    }

    private static void WriteSampleTable(BoxWriter writer, CmafTrack track, CodecDescription description)
    {
        var stbl = writer.Begin(BoxTypes.Stbl);
        var stsd = writer.BeginFull(BoxTypes.Stsd);
        writer.UInt32(1);
        SampleEntry.Write(writer, track, description);
        writer.End(stsd);
        foreach (var table in (ReadOnlySpan<uint>)[BoxTypes.Stts, BoxTypes.Stsc, BoxTypes.Stsz, BoxTypes.Stco])
        {
            var empty = writer.BeginFull(table);
            writer.Zeros(table == BoxTypes.Stsz ? 8 : 4);
            writer.End(empty);
        }

        writer.End(stbl);
    }

    private static void WriteMovieExtends(BoxWriter writer, CmafTrack track)
    {
        var mvex = writer.Begin(BoxTypes.Mvex);
        var trex = writer.BeginFull(BoxTypes.Trex);
        writer.UInt32((uint)track.TrackId);
        writer.UInt32(1);
        // Every chunk states its own defaults, so that it means the same under any header.
        writer.Zeros(12);
        writer.End(trex);
        writer.End(mvex);
    }
}
