using Headwater.Foundation;

namespace Headwater.Formats.MpegTs;

/// <summary>Which samples share a PES packet, in order of writing.</summary>
internal sealed class PesPlan
{
    /// <summary>Longest run of sound in one PES packet, in ticks of 1/90000 s: 100 ms.</summary>
    private const int MaxSoundTicks = 9_000;
    private const int MaxSoundBytes = 60_000;

    /// <summary>How far a frame may lie from where the frames before it put it and still share their packet; whole ticks cannot do better.</summary>
    private const int ToleranceTicks = 2;

    private readonly List<PlannedPes> _packets = [];

    public IReadOnlyList<PlannedPes> Packets => _packets;

    /// <summary>Samples that cannot be written.</summary>
    public int Rejected { get; private set; }

    public static PesPlan For(TsProgram program, ReadOnlySpan<MediaSample> samples)
    {
        var plan = new PesPlan();
        var open = new PlannedPes?[program.Tracks.Count];
        foreach (var sample in samples)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(sample.Track, nameof(samples));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample.Track, open.Length, nameof(samples));
            var format = program.Tracks[sample.Track].Format;
            if (!format.Accepts(sample))
            {
                plan.Rejected++;
                continue;
            }

            if (open[sample.Track] is { } packet && Joins(format, packet, sample))
            {
                packet.Add(sample);
                continue;
            }

            packet = new PlannedPes(sample) { StartsTrack = open[sample.Track] is null };
            plan._packets.Add(packet);
            open[sample.Track] = packet;
        }

        foreach (var last in open)
        {
            last?.EndsTrack = true;
        }

        return plan;
    }

    private static bool Joins(ElementaryStreamFormat format, PlannedPes packet, MediaSample sample)
    {
        if (format.FrameTicks is not var (numerator, denominator))
        {
            return false;
        }

        var expected = packet.First.PresentationTicks + (packet.Samples.Count * numerator / denominator);
        var end = (packet.Samples.Count + 1) * numerator / denominator;
        return Math.Abs(sample.PresentationTicks - expected) <= ToleranceTicks && sample.DecodeTicks == sample.PresentationTicks
            && end <= MaxSoundTicks && packet.PayloadBytes + sample.Payload.Length <= MaxSoundBytes;
    }
}

/// <summary>One PES packet to be written.</summary>
internal sealed class PlannedPes(MediaSample first)
{
    private readonly List<MediaSample> _samples = [first];

    public MediaSample First => _samples[0];

    public IReadOnlyList<MediaSample> Samples => _samples;

    public int PayloadBytes { get; private set; } = first.Payload.Length;

    /// <summary>Whether it is its track's first in the segment.</summary>
    public bool StartsTrack { get; init; }

    /// <summary>Whether it is its track's last in the segment.</summary>
    public bool EndsTrack { get; set; }

    public void Add(MediaSample sample)
    {
        _samples.Add(sample);
        PayloadBytes += sample.Payload.Length;
    }
}
