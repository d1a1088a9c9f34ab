using System.Buffers;
using System.Globalization;
using Headwater.Formats.Hls;
using Headwater.Foundation;
using Headwater.Log;
using Headwater.Views.Segmentation;

namespace Headwater.Views.Hls;

/// <summary>Shows a log as HLS or Low-Latency HLS with CMAF or MPEG-TS segments. Pure: equal arguments give equal bytes.</summary>
/// <remarks>Specification: RFC 8216bis. A cell of the grid without media is listed with EXT-X-GAP, so that numbers stay locked to the epoch.</remarks>
public sealed class HlsView
{
    private const string AudioGroup = "audio_0";
    private readonly ViewOptions _options;
    private readonly MediaPlaylistView _lists;

    /// <summary>A view with CMAF (<paramref name="fragmented"/>) or MPEG-TS segments.</summary>
    public HlsView(ViewOptions options, bool fragmented)
    {
        _options = options;
        Fragmented = fragmented;
        _lists = new MediaPlaylistView(options, fragmented);
    }

    /// <summary>Whether segments are CMAF.</summary>
    public bool Fragmented { get; }

    /// <summary>Writes the multivariant playlist; false when the log has nothing to offer yet.</summary>
    public bool TryRenderMultivariant(LogSnapshot snapshot, IBufferWriter<byte> destination)
    {
        var presentation = Presentation.Of(snapshot, _options);
        if (presentation.IsEmpty || presentation.Video.Concat(presentation.Audio).Any(track => IsStarting(snapshot, track)))
        {
            return false;
        }

        MultivariantPlaylistWriter.Write(destination, Multivariant(snapshot, presentation));
        return true;
    }

    /// <summary>Writes a track's media playlist; false when there is no such track, or nothing of it to list.</summary>
    /// <param name="snapshot">The log.</param>
    /// <param name="track">The track's name.</param>
    /// <param name="skip">Whether the client asked for a delta update.</param>
    /// <param name="destination">Where the bytes go.</param>
    public bool TryRenderMedia(LogSnapshot snapshot, string track, bool skip, IBufferWriter<byte> destination)
    {
        if (snapshot.FindTrack(track) is not { } found || _lists.Build(snapshot, found, skip) is not { } playlist)
        {
            return false;
        }

        MediaPlaylistWriter.Write(destination, playlist);
        return true;
    }

    /// <summary>Writes a video track's I-frame playlist; false when it is not offered or has nothing to list.</summary>
    public bool TryRenderIFrames(LogSnapshot snapshot, string track, IBufferWriter<byte> destination)
    {
        if (!_options.IFrameStreams || snapshot.FindTrack(track) is not { Config.Kind: TrackKind.Video } found
            || _lists.BuildIFrames(snapshot, found) is not { } playlist)
        {
            return false;
        }

        MediaPlaylistWriter.Write(destination, playlist);
        return true;
    }

    /// <summary>How far a track's playlist reaches, for blocking reloads; null when there is no such track.</summary>
    public PlaylistEdge? Edge(LogSnapshot snapshot, string track) =>
        snapshot.FindTrack(track) is { } found ? _lists.Edge(snapshot, found) : null;

    // Players take a playlist without a complete segment for a broken one, and what the first multivariant playlist leaves out they never ask for.
    private bool IsStarting(LogSnapshot snapshot, TrackSnapshot track)
    {
        var end = new MediaTime(track.Fragments[^1].PresentationTicks + track.Fragments[^1].DurationTicks, track.Config.Timescale);
        return SnapshotWindow.Head(snapshot) is { } head
            && head.ToTimeSpan() - end.ToTimeSpan() < _options.Grid.Cell
            && TrackWindow.Find(snapshot, track, _options) is { Closed.Count: 0, Before: null, Final: false };
    }

    private MultivariantPlaylist Multivariant(LogSnapshot snapshot, Presentation presentation)
    {
        var grouped = presentation.Video.Count > 0 && presentation.Audio.Count > 0 && (Fragmented || _options.AudioRenditionGroup);
        var audio = presentation.Audio.Count > 0 ? TrackWindow.Find(snapshot, presentation.Audio[0], _options) : null;
        var variants = presentation.Video.Count > 0
            ? presentation.Video.Select(track => Variant(TrackWindow.Find(snapshot, track, _options), audio, grouped))
            : presentation.Audio.Select(track => Variant(TrackWindow.Find(snapshot, track, _options), null, grouped: false));
        return new MultivariantPlaylist
        {
            Version = _options.PartDuration is null ? Fragmented ? 6 : 3 : 9,
            IndependentSegments = presentation.Video.All(track => track.Config.RandomAccessIntervalTicks <= _options.Grid.CellTicks(track.Config.Timescale)),
            Media = grouped ? [.. presentation.Audio.Select(Rendition)] : [],
            Variants = [.. variants],
            IFrameVariants = _options.IFrameStreams ? [.. presentation.Video.Select(track => IFrames(TrackWindow.Find(snapshot, track, _options)))] : [],
        };
    }

    private StreamInf Variant(TrackWindow window, TrackWindow? audio, bool grouped)
    {
        var config = window.Track.Config;
        return new StreamInf
        {
            BitsPerSecond = TrackRate.PeakBitsPerSecond(window) + (audio is null ? 0 : TrackRate.PeakBitsPerSecond(audio)),
            Codecs = audio is null ? config.CodecString : $"{config.CodecString},{audio.Track.Config.CodecString}",
            Resolution = config.Width > 0 ? new Resolution(config.Width, config.Height) : null,
            FrameRateThousandths = config.Kind == TrackKind.Video && config.SampleDurationTicks > 0
                ? (int)(((1000L * config.Timescale) + (config.SampleDurationTicks / 2)) / config.SampleDurationTicks)
                : null,
            AudioGroupId = grouped ? AudioGroup : null,
            NoClosedCaptions = config.Kind == TrackKind.Video,
            Uri = Child(new ObjectName.MediaPlaylist(config.Name)),
        };
    }

    private RenditionMedia Rendition(TrackSnapshot track, int index) => new()
    {
        Type = RenditionType.Audio,
        GroupId = AudioGroup,
        Name = track.Config.Name,
        Language = track.Config.Language == "und" ? null : track.Config.Language,
        Default = index == 0,
        AutoSelect = true,
        Channels = track.Config.Channels.ToString(CultureInfo.InvariantCulture),
        Uri = Child(new ObjectName.MediaPlaylist(track.Config.Name)),
    };

    private IFrameStreamInf IFrames(TrackWindow window) => new()
    {
        BitsPerSecond = TrackRate.PeakBitsPerSecond(window),
        Codecs = window.Track.Config.CodecString,
        Resolution = new Resolution(window.Track.Config.Width, window.Track.Config.Height),
        Uri = Child(new ObjectName.IFramePlaylist(window.Track.Config.Name)),
    };

    private string Child(ObjectName name) => name.Write(_options.ManifestName) + _options.Query;
}
