using System.Buffers;
using Headwater.Formats.MpegTs;

namespace Headwater.Formats.Tests.MpegTs;

/// <summary>Drives a demuxer over bytes.</summary>
internal static class TsReading
{
    public static List<TsEvent> ReadAll(ReadOnlySpan<byte> source, TsDemuxer? demuxer = null, int pieceBytes = int.MaxValue)
    {
        demuxer ??= new TsDemuxer();
        var events = new List<TsEvent>();
        while (!source.IsEmpty)
        {
            var piece = source[..Math.Min(pieceBytes, source.Length)];
            source = source[piece.Length..];
            OperationStatus status;
            do
            {
                status = demuxer.Read(piece, out var consumed, out var found);
                piece = piece[consumed..];
                if (found is not null)
                {
                    events.Add(found);
                }
            }
            while (status == OperationStatus.Done);

            Assert.Equal(0, piece.Length);
        }

        while (demuxer.ReadEnd(out var found))
        {
            events.Add(found!);
        }

        return events;
    }
}
