using System.Buffers;
using Headwater.Formats.Mp4;
using Headwater.Foundation;
using Headwater.Views.Segmentation;

namespace Headwater.Views.Cmaf;

/// <summary>Shows segments as CMAF: the log's own bytes behind one segment type box.</summary>
/// <remarks>Specification: ISO/IEC 23000-19, 7.3.3. Headers are delivered as the log holds them.</remarks>
public static class CmafView
{
    /// <summary>What a segment begins with, before the payloads of its fragments in order.</summary>
    public static ReadOnlyMemory<byte> SegmentType { get; } = "\0\0\0\u0018stypmsdh\0\0\0\0msdhcmfs"u8.ToArray();

    /// <summary>Writes the first picture of a segment as a fragment of its own; false when it is no random access point.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="fragments">The payload of its first fragment.</param>
    /// <param name="destination">Where the bytes go.</param>
    public static bool TryRenderIFrame(Segment segment, IReadOnlyList<ReadOnlyMemory<byte>> fragments, IBufferWriter<byte> destination)
    {
        if (CmafChunkReader.Read(fragments[0].Span, out var chunk) != OperationStatus.Done || !chunk.RandomAccess)
        {
            return false;
        }

        var samples = chunk.GetEnumerator();
        if (!samples.MoveNext())
        {
            return false;
        }

        var first = samples.Current;
        var picture = new MediaSample
        {
            Track = 0,
            DecodeTicks = first.DecodeTicks,
            PresentationTicks = first.PresentationTicks,
            RandomAccess = true,
            Payload = fragments[0].Slice(first.Offset, first.Length),
        };
        CmafChunk.Write(
            destination, chunk.SequenceNumber, (int)chunk.TrackId, TrackKind.Video, [picture],
            first.DecodeTicks + Math.Max(1, segment.DurationTicks));
        return true;
    }
}
