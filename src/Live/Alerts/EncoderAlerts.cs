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
                alerts.Note(new AlertKey(AlertKinds.EncoderReplaced), $"encoder: {Happened(replaced.Cause)} and is replaced (failure {replaced.Failures} in a row): {replaced.Detail}");
                break;
            case EncoderFailing failing:
                alerts.Raise(new AlertKey(AlertKinds.EncoderFailing), $"encoder: fails again and again ({failing.Failures} times): {failing.Detail}");
                break;
            case EncoderRecovered:
                alerts.Clear(new AlertKey(AlertKinds.EncoderFailing));
                break;
            case EncoderOverloaded overloaded:
                var remedy = overloaded.RenditionToDrop is { } name ? $"; without rendition '{name}' it may keep up" : "";
                alerts.Raise(new AlertKey(AlertKinds.EncoderSlow), $"encoder: this machine is {overloaded.Lag.TotalSeconds:0.0} s behind the source{remedy}");
                break;
            case EncoderKeepsUp:
                alerts.Clear(new AlertKey(AlertKinds.EncoderSlow));
                break;
            case OutputGap gap:
                alerts.Note(new AlertKey(AlertKinds.EncoderGap), $"encoder: up to {gap.Gap.TotalSeconds:0.0} s of media are missing");
                break;
        }
    }

    /// <summary>The encoder was told to stop: nothing is wrong with it any more.</summary>
    public void End()
    {
        alerts.Clear(new AlertKey(AlertKinds.EncoderFailing));
        alerts.Clear(new AlertKey(AlertKinds.EncoderSlow));
    }

    private static string Happened(EncoderFault fault) => fault switch
    {
        EncoderFault.NotStarted => "did not start",
        EncoderFault.Stuck => "stood still",
        _ => "ended",
    };
}
