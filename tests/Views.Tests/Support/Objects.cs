using System.Buffers;
using Headwater.Log;
using Headwater.Views.Cmaf;
using Headwater.Views.Segmentation;
using Headwater.Views.Ts;

namespace Headwater.Views.Tests.Support;

/// <summary>The bytes behind the names that manifests list, made as an origin makes them.</summary>
internal static class Objects
{
    /// <summary>Null when the object is not there.</summary>
    public static async Task<byte[]?> RenderAsync(MediaLog log, LogSnapshot snapshot, SegmentGrid grid, bool muxed, string file)
    {
        switch (ObjectName.Read("index", file))
        {
            case ObjectName.Header header:
                return snapshot.FindTrack(header.Track) is { } set ? HeaderIdentity.Find(set, header.Identity)?.Header.ToArray() : null;
            case ObjectName.Segment name when Closed(snapshot, grid, name.Track, name.Number) is { } found:
                return name.Extension switch
                {
                    "mp4" => await CmafAsync(log, found.Track, found.Segment, 0, found.Segment.FragmentCount, CmafView.SegmentType.ToArray()),
                    "ts" => await TsAsync(log, snapshot, grid, found.Track, found.Segment, muxed),
                    _ => await PackedAsync(log, found.Track, found.Segment),
                };
            case ObjectName.TimedSegment name when snapshot.FindTrack(name.Track) is { } track:
                return Closed(snapshot, grid, name.Track, grid.CellAt(name.Ticks, track.Config.Timescale)) is { } timed && timed.Segment.PresentationTicks == name.Ticks
                    ? await CmafAsync(log, timed.Track, timed.Segment, 0, timed.Segment.FragmentCount, CmafView.SegmentType.ToArray())
                    : null;
            case ObjectName.Part name when snapshot.FindTrack(name.Track) is { Fragments.Count: > 0 } track:
                return Segmenter.Find(track, grid, name.Number, snapshot.Ended) is { } open && name.Index < open.FragmentCount
                    ? await CmafAsync(log, track, open, name.Index, 1, [])
                    : null;
            case ObjectName.IFrame name when Closed(snapshot, grid, name.Track, name.Number) is { } found:
                return await IFrameAsync(log, found.Track, found.Segment, name.Extension);
            default:
                return null;
        }
    }

    private static (TrackSnapshot Track, Segment Segment)? Closed(LogSnapshot snapshot, SegmentGrid grid, string track, long number) =>
        snapshot.FindTrack(track) is { Fragments.Count: > 0 } found
        && number >= TrackWindow.FirstWhole(snapshot, found, grid)
        && Segmenter.Find(found, grid, number, snapshot.Ended) is { Closed: true } segment
            ? (found, segment)
            : null;

    private static async Task<byte[]?> CmafAsync(MediaLog log, TrackSnapshot track, Segment segment, int first, int count, byte[] prefix)
    {
        var payloads = await log.PayloadsAsync(track, segment.FirstFragment + first, count);
        return payloads is null ? null : [.. prefix, .. payloads.SelectMany(payload => payload.ToArray())];
    }

    private static async Task<byte[]?> TsAsync(MediaLog log, LogSnapshot snapshot, SegmentGrid grid, TrackSnapshot track, Segment segment, bool muxed)
    {
        var pairing = new SoundPairing(snapshot, track, grid);
        var pair = muxed ? pairing.Pair(segment) : new MuxedSegment(segment, 0, 0, Closed: true);
        if (!pair.Closed || (muxed && !pairing.IsWhole(segment)))
        {
            return null;
        }

        var sound = muxed ? pairing.Sound : null;
        var pictures = await log.PayloadsAsync(track, segment.FirstFragment, segment.FragmentCount);
        var audio = sound is null ? [] : await log.PayloadsAsync(sound, pair.FirstAudioFragment, pair.AudioFragmentCount);
        var body = new ArrayBufferWriter<byte>();
        return pictures is not null && audio is not null && TsView.TryRender(pair, track, pictures, sound, audio, body) ? body.WrittenSpan.ToArray() : null;
    }

    private static async Task<byte[]?> PackedAsync(MediaLog log, TrackSnapshot track, Segment segment)
    {
        var body = new ArrayBufferWriter<byte>();
        return await log.PayloadsAsync(track, segment.FirstFragment, segment.FragmentCount) is { } payloads && PackedAudioView.TryRender(track, segment, payloads, body)
            ? body.WrittenSpan.ToArray()
            : null;
    }

    private static async Task<byte[]?> IFrameAsync(MediaLog log, TrackSnapshot track, Segment segment, string extension)
    {
        var body = new ArrayBufferWriter<byte>();
        var payloads = await log.PayloadsAsync(track, segment.FirstFragment, 1);
        var rendered = payloads is not null && (extension == "ts"
            ? TsView.TryRenderIFrame(track, segment, payloads, body)
            : CmafView.TryRenderIFrame(segment, payloads, body));
        return rendered ? body.WrittenSpan.ToArray() : null;
    }
}
