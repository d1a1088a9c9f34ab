namespace Headwater.Observe.Alarms;

/// <summary>Judges points: M out of N, with what CloudWatch does about gaps. Pure.</summary>
public static class AlarmEvaluation
{
    /// <summary>Judges the points of an evaluation range.</summary>
    /// <param name="threshold">How.</param>
    /// <param name="range">Every period of the range with or without a value, oldest first.</param>
    public static AlarmVerdict Judge(AlarmThreshold threshold, IReadOnlyList<AlarmPoint> range)
    {
        var real = range.Where(point => point.Value is not null).ToList();
        var judged = real.TakeLast(threshold.Periods).ToList();
        if (judged.Any(point => point.SampleCount < threshold.LeastSamples))
        {
            return new AlarmVerdict(null, judged, 0);
        }

        var missing = threshold.Periods - judged.Count;
        var breaching = judged.Count(point => threshold.Breaches(point.Value!.Value));
        return missing == 0
            ? new AlarmVerdict(breaching >= threshold.ToAlarm ? AlarmState.Alarm : AlarmState.Ok, judged, 0)
            : Fill(threshold, range, judged, breaching, missing);
    }

    private static AlarmVerdict Fill(AlarmThreshold threshold, IReadOnlyList<AlarmPoint> range, List<AlarmPoint> judged, int breaching, int missing) => threshold.Missing switch
    {
        MissingPoints.Breaching => new AlarmVerdict(breaching + missing >= threshold.ToAlarm ? AlarmState.Alarm : AlarmState.Ok, judged, missing),
        MissingPoints.NotBreaching => new AlarmVerdict(breaching >= threshold.ToAlarm ? AlarmState.Alarm : AlarmState.Ok, judged, missing),
        MissingPoints.Ignore => new AlarmVerdict(WithoutGaps(threshold, judged, breaching, null, null), judged, 0),
        _ when judged.Count == 0 => new AlarmVerdict(AlarmState.InsufficientData, judged, 0),
        _ => new AlarmVerdict(WithoutGaps(threshold, judged, breaching, IsOld(threshold, range) ? AlarmState.Alarm : AlarmState.Ok, AlarmState.Ok), judged, 0),
    };

    /// <summary>The state when gaps count as nothing; <paramref name="onlyBreaching"/> when all there is is out of bounds and too little.</summary>
    private static AlarmState? WithoutGaps(AlarmThreshold threshold, List<AlarmPoint> judged, int breaching, AlarmState? onlyBreaching, AlarmState? nothing) =>
        breaching >= threshold.ToAlarm ? AlarmState.Alarm
        : judged.Count == 0 ? nothing
        : breaching == judged.Count ? onlyBreaching
        : AlarmState.Ok;

    /// <summary>Whether the oldest point is at least M periods old: a lone point that has just come shall not raise an alarm that needs more.</summary>
    private static bool IsOld(AlarmThreshold threshold, IReadOnlyList<AlarmPoint> range)
    {
        for (var index = 0; index < range.Count; index++)
        {
            if (range[index].Value is not null)
            {
                return range.Count - index >= threshold.ToAlarm;
            }
        }

        return false;
    }
}
