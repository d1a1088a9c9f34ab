using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Headwater.Formats.Mp4;

/// <summary>A <c>prft</c> box: which wall-clock time a media time belongs to.</summary>
/// <remarks>Specification: ISO/IEC 14496-12, 8.16.5.</remarks>
public sealed record ProducerReferenceTime
{
    private static readonly DateTimeOffset NtpEpoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>reference_track_ID.</summary>
    public required uint TrackId { get; init; }

    /// <summary>The wall-clock time, 1900 to 2036, kept to 100 ns.</summary>
    public required DateTimeOffset Utc { get; init; }

    /// <summary>The media time in ticks of the track; not negative.</summary>
    public required long MediaTicks { get; init; }

    /// <summary>What the wall clock was read at: 0 encoder input, 2 fragment finished, 24 capture.</summary>
    public uint Flags { get; init; }

    /// <summary>Writes the box, version 1.</summary>
    public void Write(IBufferWriter<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MediaTicks);
        var sinceEpoch = (UInt128)(ulong)(Utc - NtpEpoch).Ticks;
        // Rounded up, so that reading rounds down to the very tick.
        var ntp = (ulong)(((sinceEpoch << 32) + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
        var writer = new BoxWriter();
        var box = writer.BeginFull(BoxTypes.Prft, version: 1, Flags);
        writer.UInt32(TrackId);
        writer.UInt64(ntp);
        writer.UInt64((ulong)MediaTicks);
        writer.End(box);
        writer.CopyTo(destination);
    }

    /// <summary>Reads the content of a <c>prft</c> box, either version; false when it is malformed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> content, [NotNullWhen(true)] out ProducerReferenceTime? result)
    {
        result = null;
        var fields = new FieldReader(content);
        var (version, flags) = fields.FullBox();
        var track = fields.UInt32();
        var ntp = fields.UInt64();
        var media = fields.UInt64When(version != 0);
        if (fields.Failed || media > long.MaxValue)
        {
            return false;
        }

        result = new ProducerReferenceTime
        {
            TrackId = track,
            Utc = NtpEpoch.AddTicks((long)(((UInt128)ntp * TimeSpan.TicksPerSecond) >> 32)),
            MediaTicks = (long)media,
            Flags = flags,
        };
        return true;
    }
}
