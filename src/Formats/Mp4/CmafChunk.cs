using System.Buffers;
using System.Buffers.Binary;
using Headwater.Foundation;

namespace Headwater.Formats.Mp4;

/// <summary>Writes chunks: one <c>moof</c> and one <c>mdat</c> with samples of one track.</summary>
/// <remarks>
/// Specification: ISO/IEC 23000-19, 7.3.2.3; ISO/IEC 14496-12, 8.8.4 to 8.8.8. A chunk states all its defaults itself.
/// Nothing is allocated: sizes are known after one look at the samples.
/// </remarks>
public static class CmafChunk
{
    private const uint DefaultBaseIsMoof = 0x02_0000;
    private const uint DefaultDuration = 0x08;
    private const uint DefaultSize = 0x10;
    private const uint DefaultFlags = 0x20;
    private const uint RunDataOffset = 0x001;
    private const uint RunFirstFlags = 0x004;
    private const uint RunDuration = 0x100;
    private const uint RunSize = 0x200;
    private const uint RunFlags = 0x400;
    private const uint RunCompositionOffset = 0x800;

    private const int MfhdLength = 16;
    private const int TfdtLength = 20;
    private const int BoxHeaderLength = 8;

    /// <summary>Writes a chunk.</summary>
    /// <param name="destination">Receives <c>moof</c> and <c>mdat</c>.</param>
    /// <param name="sequenceNumber">Number of the movie fragment; grows within a track.</param>
    /// <param name="trackId">track_ID, as in the header.</param>
    /// <param name="kind">What the track carries; every sample of sound and text is a random access point.</param>
    /// <param name="samples">The samples in decode order, at least one; decode times from 0 on, never falling.</param>
    /// <param name="nextDecodeTicks">Decode time of the sample after the last, which gives the last its duration.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException">No samples, or times that fall, are negative, or lie further apart than 32 bits of ticks.</exception>
    public static int Write(
        IBufferWriter<byte> destination,
        uint sequenceNumber,
        int trackId,
        TrackKind kind,
        IReadOnlyList<MediaSample> samples,
        long nextDecodeTicks)
    {
        var layout = Layout.Of(kind, samples, nextDecodeTicks);
        var moofLength = layout.MoofLength;
        var span = destination.GetSpan(moofLength + BoxHeaderLength)[..(moofLength + BoxHeaderLength)];
        WriteMoof(span, layout, sequenceNumber, trackId, samples, nextDecodeTicks);
        destination.Advance(span.Length);
        for (var i = 0; i < samples.Count; i++)
        {
            destination.Write(samples[i].Payload.Span);
        }

        return span.Length + layout.PayloadLength;
    }

    private static void WriteMoof(
        Span<byte> span, in Layout layout, uint sequenceNumber, int trackId, IReadOnlyList<MediaSample> samples, long nextDecodeTicks)
    {
        var writer = new FieldWriter(span);
        writer.Box(layout.MoofLength, BoxTypes.Moof);
        writer.Box(MfhdLength, BoxTypes.Mfhd);
        writer.UInt32(0);
        writer.UInt32(sequenceNumber);
        writer.Box(layout.TrafLength, BoxTypes.Traf);
        writer.Box(layout.TfhdLength, BoxTypes.Tfhd);
        writer.UInt32(DefaultBaseIsMoof | layout.HeaderFlags);
        writer.UInt32((uint)trackId);
        if ((layout.HeaderFlags & DefaultDuration) != 0)
        {
            writer.UInt32(layout.Duration);
        }

        if ((layout.HeaderFlags & DefaultSize) != 0)
        {
            writer.UInt32(layout.Size);
        }

        if ((layout.HeaderFlags & DefaultFlags) != 0)
        {
            writer.UInt32(layout.Flags);
        }

        writer.Box(TfdtLength, BoxTypes.Tfdt);
        writer.UInt32(0x0100_0000);
        writer.UInt64((ulong)samples[0].DecodeTicks);
        WriteRun(ref writer, layout, samples, nextDecodeTicks);
        writer.Box(BoxHeaderLength + layout.PayloadLength, BoxTypes.Mdat);
    }

    private static void WriteRun(ref FieldWriter writer, in Layout layout, IReadOnlyList<MediaSample> samples, long nextDecodeTicks)
    {
        writer.Box(layout.TrunLength, BoxTypes.Trun);
        // Version 1 has signed composition offsets; cmf2 wants it wherever there are any.
        writer.UInt32(((layout.RunFlags & RunCompositionOffset) != 0 ? 0x0100_0000u : 0) | layout.RunFlags);
        writer.UInt32((uint)samples.Count);
        writer.UInt32((uint)(layout.MoofLength + BoxHeaderLength));
        if ((layout.RunFlags & RunFirstFlags) != 0)
        {
            writer.UInt32(SampleFlags.Sync);
        }

        for (var i = 0; i < samples.Count; i++)
        {
            var sample = samples[i];
            if ((layout.RunFlags & RunDuration) != 0)
            {
                var next = i + 1 < samples.Count ? samples[i + 1].DecodeTicks : nextDecodeTicks;
                writer.UInt32((uint)(next - sample.DecodeTicks));
            }

            if ((layout.RunFlags & RunSize) != 0)
            {
                writer.UInt32((uint)sample.Payload.Length);
            }

            if ((layout.RunFlags & RunFlags) != 0)
            {
                writer.UInt32(sample.RandomAccess ? SampleFlags.Sync : SampleFlags.NonSync);
            }

            if ((layout.RunFlags & RunCompositionOffset) != 0)
            {
                writer.UInt32((uint)(int)(sample.PresentationTicks - sample.DecodeTicks));
            }
        }
    }

    /// <summary>What one look at the samples tells: which fields are equal for all, and so how long the boxes are.</summary>
    private readonly ref struct Layout
    {
        public required uint HeaderFlags { get; init; }

        public required uint RunFlags { get; init; }

        public required uint Duration { get; init; }

        public required uint Size { get; init; }

        public required uint Flags { get; init; }

        public required int PayloadLength { get; init; }

        public required int TfhdLength { get; init; }

        public required int TrunLength { get; init; }

        public int TrafLength => BoxHeaderLength + TfhdLength + TfdtLength + TrunLength;

        public int MoofLength => BoxHeaderLength + MfhdLength + TrafLength;

        public static Layout Of(TrackKind kind, IReadOnlyList<MediaSample> samples, long nextDecodeTicks)
        {
            if (samples.Count == 0 || samples[0].DecodeTicks < 0)
            {
                throw new ArgumentException("A chunk has samples, with decode times from zero on.", nameof(samples));
            }

            var first = samples[0];
            var duration = DurationOf(first, samples.Count > 1 ? samples[1].DecodeTicks : nextDecodeTicks);
            var payload = 0L;
            // A default size of zero would let a run claim samples without end; readers refuse it, ours too.
            var sameSize = first.Payload.Length > 0;
            bool sameDuration = true, offsets = false, syncLater = false, nonSyncLater = false;
            for (var i = 0; i < samples.Count; i++)
            {
                var sample = samples[i];
                payload += sample.Payload.Length;
                sameSize &= sample.Payload.Length == first.Payload.Length;
                sameDuration &= DurationOf(sample, i + 1 < samples.Count ? samples[i + 1].DecodeTicks : nextDecodeTicks) == duration;
                offsets |= OffsetOf(sample) != 0;
                syncLater |= i > 0 && sample.RandomAccess;
                nonSyncLater |= i > 0 && !sample.RandomAccess;
            }

            var perSampleFlags = kind == TrackKind.Video && syncLater && nonSyncLater;
            var sync = kind != TrackKind.Video || (samples.Count == 1 ? first.RandomAccess : !nonSyncLater);
            var firstDiffers = kind == TrackKind.Video && !perSampleFlags && first.RandomAccess != sync;
            // A first sample that is not a sync sample before ones that are: flags go with each sample.
            perSampleFlags |= firstDiffers && sync;
            firstDiffers &= !perSampleFlags;
            var run = RunDataOffset
                | (firstDiffers ? RunFirstFlags : 0)
                | (sameDuration ? 0 : CmafChunk.RunDuration)
                | (sameSize ? 0 : CmafChunk.RunSize)
                | (perSampleFlags ? CmafChunk.RunFlags : 0)
                | (offsets ? RunCompositionOffset : 0);
            var header = (sameDuration ? DefaultDuration : 0) | (sameSize ? DefaultSize : 0) | (perSampleFlags ? 0 : DefaultFlags);
            var perSample = 4 * int.PopCount((int)(run & 0xF00));
            return new()
            {
                HeaderFlags = header,
                RunFlags = run,
                Duration = duration,
                Size = (uint)first.Payload.Length,
                Flags = sync ? SampleFlags.Sync : SampleFlags.NonSync,
                PayloadLength = checked((int)payload),
                TfhdLength = 16 + (4 * int.PopCount((int)header)),
                TrunLength = checked(20 + (firstDiffers ? 4 : 0) + (perSample * samples.Count)),
            };
        }

        private static uint DurationOf(MediaSample sample, long nextDecodeTicks) =>
            nextDecodeTicks - sample.DecodeTicks is var ticks and >= 0 and <= uint.MaxValue
                ? (uint)ticks
                : throw new ArgumentException($"A sample at {sample.DecodeTicks} before one at {nextDecodeTicks} has no duration of 32 bits.");

        private static int OffsetOf(MediaSample sample) =>
            sample.PresentationTicks - sample.DecodeTicks is var ticks and >= int.MinValue and <= int.MaxValue
                ? (int)ticks
                : throw new ArgumentException($"A sample at {sample.DecodeTicks} presented at {sample.PresentationTicks} has no composition offset of 32 bits.");
    }

    private ref struct FieldWriter(Span<byte> destination)
    {
        private Span<byte> _rest = destination;

        public void Box(int length, uint type)
        {
            UInt32((uint)length);
            UInt32(type);
        }

        public void UInt32(uint value)
        {
            BinaryPrimitives.WriteUInt32BigEndian(_rest, value);
            _rest = _rest[4..];
        }

        public void UInt64(ulong value)
        {
            BinaryPrimitives.WriteUInt64BigEndian(_rest, value);
            _rest = _rest[8..];
        }
    }
}
