using System.Buffers;
using Headwater.Formats.Codecs;
using Headwater.Formats.Mp4;
using Headwater.Foundation;
using Headwater.Log;

namespace Headwater.Live.Fragments;

/// <summary>What a channel knows of a rendition beside what its codec configuration tells.</summary>
/// <param name="Name">As <see cref="TrackConfig.Name"/>.</param>
/// <param name="BitsPerSecond">Declared peak rate; 0 when unknown.</param>
/// <param name="Language">As <see cref="TrackConfig.Language"/>.</param>
/// <param name="RandomAccessInterval">Usual distance of random access points; zero when unknown.</param>
public sealed record RenditionDescription(string Name, int BitsPerSecond, string Language, TimeSpan RandomAccessInterval)
{
    /// <summary>The configuration to append to a log; null when the codec's own configuration cannot be read or put into CMAF.</summary>
    /// <param name="track">The track's number in the log.</param>
    /// <param name="format">Codec and timescale of the samples.</param>
    public TrackConfig? ToTrackConfig(int track, TrackFormat format)
    {
        if (!CodecDescription.TryRead(format, out var description) || CodecString.For(format) is not { } codecs)
        {
            return null;
        }

        var header = new ArrayBufferWriter<byte>(1024);
        if (CmafHeader.Write(header, new CmafTrack { TrackId = track, Format = format, Language = Language, BitsPerSecond = BitsPerSecond }) != OperationStatus.Done)
        {
            return null;
        }

        var video = description as VideoDescription;
        var audio = description as AudioDescription;
        return new TrackConfig
        {
            Track = track,
            Kind = format.Kind,
            Codec = format.Codec,
            Name = Name,
            Timescale = format.Timescale,
            CodecString = codecs,
            BitsPerSecond = BitsPerSecond,
            Width = video?.Width ?? 0,
            Height = video?.Height ?? 0,
            SampleDurationTicks = SampleDuration(format, video, audio),
            RandomAccessIntervalTicks = format.Kind == TrackKind.Video ? MediaTime.FromTimeSpan(RandomAccessInterval, format.Timescale).Ticks : 0,
            SampleRate = audio?.SampleRate ?? 0,
            Channels = audio?.Channels ?? 0,
            Language = Language,
            Header = header.WrittenMemory,
        };
    }

    private static long SampleDuration(TrackFormat format, VideoDescription? video, AudioDescription? audio)
    {
        if (audio is not null)
        {
            return (long)audio.SamplesPerFrame * format.Timescale / Math.Max(1, audio.SampleRate);
        }

        return video?.FrameRate is { Numerator: > 0 } rate ? (long)format.Timescale * rate.Denominator / rate.Numerator : 0;
    }
}
