using System.Globalization;
using Headwater.Foundation;
using Headwater.Live.Timeline;

namespace Headwater.Live.Alerts;

/// <summary>What a timeline observes of a source, as alerts of its channel.</summary>
internal sealed class SourceAlerts(ChannelAlerts alerts)
{
    /// <summary>Takes an observation. Mended stamps are only counted: viewers do not notice them.</summary>
    public void Take(TimelineObservation observation)
    {
        switch (observation)
        {
            case MissingObserved missing:
                alerts.Raise(Missing(missing.Kind), $"source: no {Word(missing.Kind)} arrives");
                break;
            case ReturnObserved returned:
                alerts.Clear(Missing(returned.Kind));
                break;
            case JumpObserved jump:
                alerts.Note(About(AlertKinds.SourceJump, jump.Track), $"source: the time stamps of track {jump.Track} jumped by {jump.Jump.TotalSeconds:0.0} s");
                break;
            case EpochSplitObserved split:
                alerts.Note(About(AlertKinds.SourceEpoch, split.Track), $"source: track {split.Track} has time stamps of another epoch; it was aligned by arrival");
                break;
            case DropsObserved drops:
                alerts.Note(About(AlertKinds.SourceDrops, drops.Track), $"source: {drops.Count} samples of track {drops.Track} were not passed on");
                break;
            case DriftObserved { SlewPartsPerMillion: 0 }:
                alerts.Clear(new AlertKey(AlertKinds.SourceDrift));
                break;
            case DriftObserved drift:
                alerts.Raise(new AlertKey(AlertKinds.SourceDrift), $"source: its clock is off by {drift.DriftPartsPerMillion} ppm and {drift.Lead.TotalSeconds:0.0} s from UTC; the timeline follows slowly");
                break;
        }
    }

    /// <summary>The session has ended, and with it what was wrong with its source.</summary>
    public void End()
    {
        alerts.Clear(Missing(TrackKind.Video));
        alerts.Clear(Missing(TrackKind.Audio));
        alerts.Clear(new AlertKey(AlertKinds.SourceDrift));
    }

    private static AlertKey Missing(TrackKind kind) => new(kind == TrackKind.Video ? AlertKinds.VideoMissing : AlertKinds.AudioMissing);

    private static AlertKey About(string kind, int track) => new(kind, track.ToString(CultureInfo.InvariantCulture));

    private static string Word(TrackKind kind) => kind == TrackKind.Video ? "picture" : "sound";
}
