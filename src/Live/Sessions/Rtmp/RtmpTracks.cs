using System.Buffers;
using Headwater.Formats.Codecs;
using Headwater.Formats.Flv;
using Headwater.Formats.Rtmp;
using Headwater.Foundation;
using Headwater.Live.Channels;
using Headwater.Live.Timeline;
using Microsoft.Extensions.Logging;

namespace Headwater.Live.Sessions.Rtmp;

/// <summary>Turns the media messages of one publisher into the samples of a channel.</summary>
internal sealed partial class RtmpTracks(PublisherLease lease, string peer, TimeProvider clock, ILogger logger)
{
    private readonly Dictionary<(TrackKind Kind, byte Id), int> _tracks = [];
    private readonly Dictionary<int, Codec> _described = [];
    private readonly List<FlvPacket> _packets = [];
    private readonly HashSet<(TrackKind, uint)> _unknown = [];
    private long _unreadable;
    private long? _saidUnreadableAt;

    /// <summary>Takes a message. What cannot be read is left out, counted, and told at most once a second.</summary>
    public async ValueTask TakeAsync(RtmpMedia media, CancellationToken cancellationToken)
    {
        if (media.Kind == RtmpMediaKind.Data)
        {
            return;
        }

        var kind = media.Kind == RtmpMediaKind.Video ? TrackKind.Video : TrackKind.Audio;
        _packets.Clear();
        var status = kind == TrackKind.Video ? FlvVideoTag.Read(media.Payload, _packets) : FlvAudioTag.Read(media.Payload, _packets);
        if (status != OperationStatus.Done)
        {
            SayUnreadable(kind, media.TimestampMilliseconds);
        }

        foreach (var packet in _packets)
        {
            await TakeAsync(kind, packet, media.TimestampMilliseconds, cancellationToken);
        }
    }

    private async ValueTask TakeAsync(TrackKind kind, FlvPacket packet, uint timestamp, CancellationToken cancellationToken)
    {
        if (packet.Kind == FlvPacketKind.Configuration)
        {
            await DescribeAsync(kind, packet, cancellationToken);
            return;
        }

        if (packet.Kind != FlvPacketKind.Samples || packet.Payload.IsEmpty)
        {
            return;
        }

        var track = TrackOf(kind, packet.TrackId);
        if (!_described.TryGetValue(track, out var codec) || codec != packet.Codec)
        {
            SayUnknown(kind, packet);
            return;
        }

        await lease.PushAsync(
            new SourceSample
            {
                Track = track,
                RawDecode = timestamp,
                CompositionOffset = packet.CompositionOffsetMilliseconds,
                RandomAccess = kind == TrackKind.Audio || packet.KeyFrame,
                Payload = packet.Payload,
            },
            cancellationToken);
    }

    private async ValueTask DescribeAsync(TrackKind kind, FlvPacket packet, CancellationToken cancellationToken)
    {
        var track = TrackOf(kind, packet.TrackId);
        // The record outlives the message, whose memory may be shared with samples.
        var format = new TrackFormat(kind, packet.Codec, 90_000, packet.Payload.ToArray());
        if (packet.Codec == Codec.Unknown || track >= TimelineTracks || !CodecDescription.TryRead(format, out var description))
        {
            // Samples of a new configuration must not pass for samples of the old one.
            _described.Remove(track);
            SayUnknown(kind, packet);
            return;
        }

        long duration = 0;
        if (description is AudioDescription audio)
        {
            format = format with { Timescale = (uint)audio.SampleRate };
            duration = audio.SamplesPerFrame;
        }

        _described[track] = packet.Codec;
        await lease.SetFormatAsync(track, format, duration, cancellationToken);
        Log.Described(logger, peer, kind, CodecString.For(format) ?? packet.Codec.ToString());
    }

    private const int TimelineTracks = 32;

    private int TrackOf(TrackKind kind, byte id)
    {
        if (!_tracks.TryGetValue((kind, id), out var track))
        {
            track = _tracks.Count;
            _tracks.Add((kind, id), track);
        }

        return track;
    }

    private void SayUnreadable(TrackKind kind, uint timestamp)
    {
        _unreadable++;
        var now = clock.GetTimestamp();
        if (_saidUnreadableAt is { } said && clock.GetElapsedTime(said, now) < TimeSpan.FromSeconds(1))
        {
            return;
        }

        Log.Unreadable(logger, peer, _unreadable, kind, timestamp);
        (_unreadable, _saidUnreadableAt) = (0, now);
    }

    private void SayUnknown(TrackKind kind, FlvPacket packet)
    {
        if (_unknown.Count < 8 && _unknown.Add((kind, packet.FourCc)))
        {
            Log.Unknown(logger, peer, kind, packet.TrackId, packet.FourCc);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3201, LogLevel.Warning, "{Peer}: {Count} messages cannot be read and are left out, the last one of {Kind} at {TimestampMilliseconds} ms")]
        public static partial void Unreadable(ILogger logger, string peer, long count, TrackKind kind, uint timestampMilliseconds);

        [LoggerMessage(3202, LogLevel.Warning, "{Peer}: {Kind} track {Track} has a codec or configuration that is not known here (four characters {FourCc:x8}); the track is left out")]
        public static partial void Unknown(ILogger logger, string peer, TrackKind kind, byte track, uint fourCc);

        [LoggerMessage(3203, LogLevel.Information, "{Peer}: {Kind} is {Codec}")]
        public static partial void Described(ILogger logger, string peer, TrackKind kind, string codec);
    }
}
