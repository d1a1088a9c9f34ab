using System.Buffers;
using System.Globalization;
using Headwater.Log;
using Headwater.Plans;
using Headwater.Views;
using Headwater.Views.Cmaf;
using Headwater.Views.Dash;
using Headwater.Views.Hls;
using Headwater.Views.Segmentation;
using Headwater.Views.Ts;
using Microsoft.AspNetCore.Http;

namespace Headwater.Origin.Http;

/// <summary>Answers requests below <c>/out/v1/</c>: waits for the head where the protocol says so, then renders the view.</summary>
/// <remarks>Keeps no state between requests but counters: any node with the log answers the same bytes.</remarks>
public sealed class OriginHandler(OriginCatalog catalog, TimeProvider clock)
{
    private const string HlsType = "application/x-mpegURL";
    private const string DashType = "application/dash+xml";
    private static readonly TimeSpan LongestSpan = TimeSpan.FromHours(24);

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        OriginAnswer.PutCors(context);
        var method = context.Request.Method;
        if (HttpMethods.IsOptions(method))
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            return;
        }

        if (!HttpMethods.IsGet(method) && !HttpMethods.IsHead(method))
        {
            context.Response.Headers.Allow = "OPTIONS,GET,HEAD";
            await OriginAnswer.ErrorAsync(context, StatusCodes.Status405MethodNotAllowed, "only GET, HEAD and OPTIONS are answered here");
            return;
        }

        var fault = OriginRequest.Read(context.Request.Path.Value ?? "", context.Request.Query, out var request);
        if (fault is not null)
        {
            await OriginAnswer.ErrorAsync(context, StatusCodes.Status400BadRequest, fault);
        }
        else if (request is null || catalog.Find(request.EndpointPath, request.File) is not { } endpoint)
        {
            await OriginAnswer.ErrorAsync(context, StatusCodes.Status404NotFound, "there is nothing at this address");
        }
        else
        {
            var began = clock.GetTimestamp();
            try
            {
                await AnswerAsync(context, endpoint, request);
            }
            finally
            {
                var sent = HttpMethods.IsHead(context.Request.Method) ? 0 : context.Response.ContentLength ?? 0;
                endpoint.Egress.Count(context.Response.StatusCode, sent, clock.GetElapsedTime(began));
            }
        }
    }

    private async Task AnswerAsync(HttpContext context, OriginEndpoint endpoint, OriginRequest request)
    {
        if (endpoint.Gate.Refuse(context) is var (status, reason))
        {
            await OriginAnswer.ErrorAsync(context, status, reason);
        }
        else if (ObjectName.Read(endpoint.Plan.ManifestName, request.File) is not { } name)
        {
            await OriginAnswer.ErrorAsync(context, StatusCodes.Status404NotFound, "there is nothing at this address");
        }
        else
        {
            try
            {
                await new Answer(context, clock, endpoint, request).WriteAsync(name);
            }
            catch (Exception failure) when (failure is ObjectDisposedException or IOException
                && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
            {
                // The log was closed, or its storage failed, under the request.
                context.Response.Headers.Remove("ETag");
                await OriginAnswer.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, "the stream cannot be read now");
            }
        }
    }

    /// <summary>One answer of one endpoint.</summary>
    private sealed class Answer(HttpContext context, TimeProvider clock, OriginEndpoint endpoint, OriginRequest request)
    {
        private readonly EndpointPlan _plan = endpoint.Plan;

        private bool LowLatency => _plan.Package == PackageKind.LowLatencyHls && _plan.TimeDelay == TimeSpan.Zero && request.Start is null;

        public Task WriteAsync(ObjectName name) => (name, _plan.Package) switch
        {
            (ObjectName.Mpd, PackageKind.Dash) => MpdAsync(),
            (ObjectName.Mpd, _) or (ObjectName.Multivariant, PackageKind.Dash) => NotFoundAsync("this endpoint has another package"),
            (ObjectName.Multivariant, _) => MultivariantAsync(),
            (ObjectName.MediaPlaylist list, not PackageKind.Dash) => MediaPlaylistAsync(list),
            (ObjectName.IFramePlaylist list, not PackageKind.Dash) => IFramePlaylistAsync(list),
            (ObjectName.Header header, not PackageKind.HlsTs) => HeaderAsync(header),
            (ObjectName.Part part, PackageKind.LowLatencyHls) => PartAsync(part),
            (ObjectName.TimedSegment segment, PackageKind.Dash) => TimedSegmentAsync(segment),
            (ObjectName.Segment { Extension: "mp4" } segment, PackageKind.HlsCmaf or PackageKind.LowLatencyHls) => CmafSegmentAsync(segment),
            (ObjectName.Segment { Extension: "ts" } segment, PackageKind.HlsTs) => TsSegmentAsync(segment),
            (ObjectName.Segment { Extension: "aac" } segment, PackageKind.HlsTs) => PackedAudioAsync(segment),
            (ObjectName.IFrame frame, not PackageKind.Dash) => IFrameAsync(frame),
            _ => NotFoundAsync("this endpoint has another package"),
        };

        private async Task MultivariantAsync()
        {
            if (Range(out var options) is { } refusal)
            {
                await NotFoundAsync(refusal);
                return;
            }

            var body = new ArrayBufferWriter<byte>(1024);
            if (View(options!).TryRenderMultivariant(Visible(), body))
            {
                await OriginAnswer.ManifestAsync(context, HlsType, _plan.SegmentDuration / 2, body.WrittenMemory);
            }
            else
            {
                await NotFoundAsync("no media has arrived yet");
            }
        }

        private async Task MpdAsync()
        {
            if (Range(out var options) is { } refusal)
            {
                await NotFoundAsync(refusal);
                return;
            }

            var body = new ArrayBufferWriter<byte>(4096);
            if (new DashView(options!, _plan.TimeDelay).TryRender(Visible(), body))
            {
                await OriginAnswer.ManifestAsync(context, DashType, _plan.SegmentDuration / 2, body.WrittenMemory);
            }
            else
            {
                await NotFoundAsync("no media has arrived yet");
            }
        }

        private async Task MediaPlaylistAsync(ObjectName.MediaPlaylist list)
        {
            if (Range(out var options) is { } refusal)
            {
                await NotFoundAsync(refusal);
                return;
            }

            var view = View(options!);
            if (LowLatency && request.MediaSequence is { } number)
            {
                if (view.Edge(Visible(), list.Track) is not { } edge)
                {
                    await NotFoundAsync("there is no such rendition");
                    return;
                }

                if (!edge.Final && number > edge.LastNumber + 2)
                {
                    await OriginAnswer.ErrorAsync(context, StatusCodes.Status400BadRequest, "_HLS_msn is more than two segments ahead");
                    return;
                }

                if (!await WaitAsync(snapshot => view.Edge(snapshot, list.Track)?.Satisfies(number, request.Part) != false))
                {
                    await OriginAnswer.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, "the stream did not go on in time");
                    return;
                }
            }

            var body = new ArrayBufferWriter<byte>(4096);
            var shown = Visible();
            if (!view.TryRenderMedia(shown, list.Track, request.Skip, body))
            {
                await NotFoundAsync("there is no such rendition, or nothing of it yet");
                return;
            }

            if (view.Edge(shown, list.Track) is { } reached)
            {
                context.Response.Headers["X-MediaPackage-Manifest-Last-Sequence"] = reached.LastNumber.ToString(CultureInfo.InvariantCulture);
            }

            await OriginAnswer.ManifestAsync(context, HlsType, LowLatency ? TimeSpan.FromSeconds(1) : _plan.SegmentDuration / 2, body.WrittenMemory);
        }

        private async Task IFramePlaylistAsync(ObjectName.IFramePlaylist list)
        {
            var body = new ArrayBufferWriter<byte>(4096);
            if (Range(out var options) is { } refusal)
            {
                await NotFoundAsync(refusal);
            }
            else if (View(options!).TryRenderIFrames(Visible(), list.Track, body))
            {
                await OriginAnswer.ManifestAsync(context, HlsType, _plan.SegmentDuration / 2, body.WrittenMemory);
            }
            else
            {
                await NotFoundAsync("there is no such I-frame playlist");
            }
        }

        private async Task HeaderAsync(ObjectName.Header header)
        {
            if (Visible().FindTrack(header.Track) is { } track && HeaderIdentity.Find(track, header.Identity) is { } config)
            {
                await BytesAsync("video/mp4", config.Header);
            }
            else
            {
                await NotFoundAsync("there is no such header");
            }
        }

        private async Task CmafSegmentAsync(ObjectName.Segment name)
        {
            var snapshot = Visible();
            if (Find(snapshot, name.Track, name.Number) is not { } found)
            {
                await NotFoundAsync("there is no such segment");
                return;
            }

            await PayloadsAsync(CmafView.SegmentType, found.Track, found.Segment.FirstFragment, found.Segment.FragmentCount);
        }

        private async Task TimedSegmentAsync(ObjectName.TimedSegment name)
        {
            var snapshot = Visible();
            if (snapshot.FindTrack(name.Track) is { } track
                && Grid.CellAt(name.Ticks, track.Config.Timescale) is var number
                && Find(snapshot, name.Track, number) is { } found
                && found.Segment.PresentationTicks == name.Ticks)
            {
                await PayloadsAsync(CmafView.SegmentType, found.Track, found.Segment.FirstFragment, found.Segment.FragmentCount);
            }
            else
            {
                await NotFoundAsync("there is no such segment");
            }
        }

        private async Task PartAsync(ObjectName.Part name)
        {
            // A player asks for the hinted part before it exists: the answer waits for it.
            var view = View(Options());
            if (LowLatency && view.Edge(Visible(), name.Track) is { } edge && name.Number <= edge.LastNumber + 1
                && !edge.Satisfies(name.Number, name.Index))
            {
                await WaitAsync(snapshot => view.Edge(snapshot, name.Track)?.Satisfies(name.Number, name.Index) != false);
            }

            var snapshot = Visible();
            if (snapshot.FindTrack(name.Track) is { Fragments.Count: > 0 } track
                && name.Number >= TrackWindow.FirstWhole(snapshot, track, Grid)
                && name.Number <= LastCell(track)
                && Segmenter.Find(track, Grid, name.Number, snapshot.Ended) is { } segment
                && name.Index < segment.FragmentCount)
            {
                await PayloadsAsync(default, track, segment.FirstFragment + name.Index, 1);
            }
            else
            {
                await NotFoundAsync("there is no such part");
            }
        }

        private async Task TsSegmentAsync(ObjectName.Segment name)
        {
            var snapshot = Visible();
            if (Find(snapshot, name.Track, name.Number) is not { } found)
            {
                await NotFoundAsync("there is no such segment");
                return;
            }

            var alone = _plan.AudioRenditionGroup || found.Track.Config.Kind != Foundation.TrackKind.Video;
            var pairing = new SoundPairing(snapshot, found.Track, Grid);
            var audio = alone ? null : pairing.Sound;
            var muxed = alone ? new MuxedSegment(found.Segment, 0, 0, Closed: true) : pairing.Pair(found.Segment);
            if (!muxed.Closed || (!alone && !pairing.IsWhole(found.Segment)))
            {
                await NotFoundAsync("there is no such segment");
                return;
            }

            using var pictures = await ReadAsync(found.Track, found.Segment.FirstFragment, found.Segment.FragmentCount);
            using var sound = audio is null ? new FragmentBytes() : await ReadAsync(audio, muxed.FirstAudioFragment, muxed.AudioFragmentCount);
            var body = new ArrayBufferWriter<byte>(pictures.Length + sound.Length + (64 << 10));
            if (!pictures.Whole || !sound.Whole || !TsView.TryRender(muxed, found.Track, pictures.Fragments, audio, sound.Fragments, body))
            {
                await NotFoundAsync("this segment has expired");
                return;
            }

            await BytesAsync("video/MP2T", body.WrittenMemory);
        }

        private async Task PackedAudioAsync(ObjectName.Segment name)
        {
            var snapshot = Visible();
            if (Find(snapshot, name.Track, name.Number) is not { } found)
            {
                await NotFoundAsync("there is no such segment");
                return;
            }

            using var sound = await ReadAsync(found.Track, found.Segment.FirstFragment, found.Segment.FragmentCount);
            var body = new ArrayBufferWriter<byte>(sound.Length + (16 << 10));
            if (sound.Whole && PackedAudioView.TryRender(found.Track, found.Segment, sound.Fragments, body))
            {
                await BytesAsync("audio/aac", body.WrittenMemory);
            }
            else
            {
                await NotFoundAsync("there is no such segment");
            }
        }

        private async Task IFrameAsync(ObjectName.IFrame name)
        {
            var snapshot = Visible();
            if (!_plan.IFrameStreams || Find(snapshot, name.Track, name.Number) is not { Segment.Independent: true } found)
            {
                await NotFoundAsync("there is no such picture");
                return;
            }

            using var first = await ReadAsync(found.Track, found.Segment.FirstFragment, 1);
            var body = new ArrayBufferWriter<byte>(first.Length + (16 << 10));
            var rendered = first.Whole && (name.Extension == "ts"
                ? TsView.TryRenderIFrame(found.Track, found.Segment, first.Fragments, body)
                : CmafView.TryRenderIFrame(found.Segment, first.Fragments, body));
            await (rendered ? BytesAsync(name.Extension == "ts" ? "video/MP2T" : "video/mp4", body.WrittenMemory) : NotFoundAsync("there is no such picture"));
        }

        private SegmentGrid Grid => new(_plan.SegmentDuration);

        private LogSnapshot Visible() => SnapshotWindow.Delayed(endpoint.Log.Snapshot, _plan.TimeDelay);

        private HlsView View(ViewOptions options) => new(options, fragmented: _plan.Package != PackageKind.HlsTs);

        private ViewOptions Options() => new()
        {
            ManifestName = _plan.ManifestName,
            Grid = Grid,
            Window = _plan.Window,
            ProgramDateTimeInterval = _plan.ProgramDateTimeInterval,
            PartDuration = LowLatency ? endpoint.PartDuration : null,
            AudioRenditionGroup = _plan.AudioRenditionGroup,
            IFrameStreams = _plan.IFrameStreams,
        };

        /// <summary>The options with the start-over range asked for; a refusal in words when it cannot be had.</summary>
        private string? Range(out ViewOptions? options)
        {
            options = Options();
            if (request.Start is not { } start)
            {
                return null;
            }

            if (_plan.StartoverWindow == TimeSpan.Zero)
            {
                return "start-over is off at this endpoint";
            }

            if (SnapshotWindow.Head(Visible()) is not { } head)
            {
                return "no media has arrived yet";
            }

            var oldest = head.ToTimeSpan() - _plan.StartoverWindow;
            if (start < oldest || start > head.ToTimeSpan() || request.End <= start
                || (request.End ?? head.ToTimeSpan()) - start > LongestSpan)
            {
                return "the range lies outside the start-over window";
            }

            options = options with { Start = start, End = request.End, Query = request.ChildQuery };
            return null;
        }

        private (TrackSnapshot Track, Segment Segment)? Find(LogSnapshot snapshot, string name, long number) =>
            snapshot.FindTrack(name) is { Fragments.Count: > 0 } track
            && number >= TrackWindow.FirstWhole(snapshot, track, Grid)
            && number <= LastCell(track)
            && Segmenter.Find(track, Grid, number, snapshot.Ended) is { Closed: true } segment
                ? (track, segment)
                : null;

        // Bounds what a name may ask for: no segment starts later. A picture shown out of order may lie one cell further.
        private long LastCell(TrackSnapshot track) => Grid.CellAt(track.Fragments[^1].PresentationTicks, track.Config.Timescale) + 1;

        /// <summary>Waits until the log satisfies; false when it did not within three target durations.</summary>
        private async Task<bool> WaitAsync(Func<LogSnapshot, bool> satisfied)
        {
            using var deadline = new CancellationTokenSource(_plan.SegmentDuration * 3, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
            try
            {
                await endpoint.Log.WaitForAsync(satisfied, either.Token);
                return true;
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested)
            {
                return false;
            }
        }

        private async Task PayloadsAsync(ReadOnlyMemory<byte> prefix, TrackSnapshot track, int first, int count)
        {
            using var payloads = await ReadAsync(track, first, count);
            if (!payloads.Whole)
            {
                await NotFoundAsync("this segment has expired");
                return;
            }

            await OriginAnswer.ObjectAsync(context, "video/mp4", [prefix, .. payloads.Fragments]);
        }

        private Task BytesAsync(string contentType, ReadOnlyMemory<byte> body) => OriginAnswer.ObjectAsync(context, contentType, [body]);

        private ValueTask<FragmentBytes> ReadAsync(TrackSnapshot track, int first, int count) =>
            FragmentBytes.ReadAsync(endpoint.Log, track, first, count, context.RequestAborted);

        private Task NotFoundAsync(string message) => OriginAnswer.ErrorAsync(context, StatusCodes.Status404NotFound, message);
    }
}
