using Headwater.Live.Transcoding;

namespace Headwater.Live.Alerts;

/// <summary>What a supervisor tells of its encoders, as alerts of its channel.</summary>
internal sealed class EncoderAlerts(ChannelAlerts alerts)
{
    /// <summary>Takes an alert.</summary>
    public void Take(TranscodeAlert alert)
    {
        switch (alert)
        {
            case EncoderReplaced replaced:
                alerts.Note(typeof(EncoderReplaced), $"encoder: {Happened(replaced.Cause)} and is replaced (failure {replaced.Failures} in a row): {replaced.Detail}");
                break;
            case EncoderFailing failing:
                alerts.Raise(typeof(EncoderFailing), $"encoder: fails again and again ({failing.Failures} times): {failing.Detail}");
                break;
            case EncoderRecovered:
                alerts.Clear(typeof(EncoderFailing));
                break;
            case EncoderOverloaded overloaded:
                var remedy = overloaded.RenditionToDrop is { } name ? $"; without rendition '{name}' it may keep up" : "";
                alerts.Raise(typeof(EncoderOverloaded), $"encoder: this machine is {overloaded.Lag.TotalSeconds:0.0} s behind the source{remedy}");
                break;
            case EncoderKeepsUp:
                alerts.Clear(typeof(EncoderOverloaded));
                break;
            case OutputGap gap:
                alerts.Note(typeof(OutputGap), $"encoder: up to {gap.Gap.TotalSeconds:0.0} s of media are missing");
                break;
        }
    }

    /// <summary>The encoder was told to stop: nothing is wrong with it any more.</summary>
    public void End()
    {
        alerts.Clear(typeof(EncoderFailing));
        alerts.Clear(typeof(EncoderOverloaded));
    }

    private static string Happened(EncoderFault fault) => fault switch
    {
        EncoderFault.NotStarted => "did not start",
        EncoderFault.Stuck => "stood still",
        _ => "ended",
    };
}
