using System.Globalization;
using System.Text.Json.Nodes;
using Headwater.Observe.Expressions;
using Headwater.Observe.Metrics;

namespace Headwater.Observe.Alarms;

/// <summary>
/// Evaluates alarms: every minute, and every ten seconds those whose period is shorter than a minute; rules over alarms whenever a state has changed.
/// A change of state is durable before its actions run; a crash between the two costs the notification, not the state.
/// </summary>
public sealed class AlarmRunner : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(6);

    private readonly AlarmBook _book;
    private readonly MetricStore _metrics;
    private readonly IAlarmActions _actions;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();

    // One evaluation at a time, so that the actions of one alarm run in the order of its changes.
    private readonly SemaphoreSlim _turn = new(1);
    private Task _loop = Task.CompletedTask;
    private DateTimeOffset _lastMinute;
    private DateTimeOffset _lastPrune;
    private long _failures;

    /// <summary>Makes a runner that stands still until <see cref="Start"/>.</summary>
    public AlarmRunner(AlarmBook book, MetricStore metrics, IAlarmActions actions, TimeProvider time)
    {
        _book = book;
        _metrics = metrics;
        _actions = actions;
        _time = time;
    }

    /// <summary>Rounds of evaluation that failed, because a store did or an alarm could not be read.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Runs until it is disposed; called once.</summary>
    public void Start()
    {
        var timer = new PeriodicTimer(Tick, _time);
        _loop = LoopAsync(timer);
    }

    /// <summary>Evaluates what is due now.</summary>
    public async ValueTask EvaluateDueAsync(CancellationToken cancellationToken)
    {
        var minute = Floor(_time.GetUtcNow(), Minute);
        var all = minute > _lastMinute;
        _lastMinute = minute;
        foreach (var alarm in await _book.ListAsync(null, cancellationToken))
        {
            if (!alarm.IsComposite && (all || alarm.Definition.Period < Minute))
            {
                await EvaluateAsync(alarm.Definition.Region, alarm.Definition.Name, cancellationToken);
            }
        }
    }

    /// <summary>Evaluates one alarm now, and the rules that speak of it.</summary>
    public async ValueTask EvaluateAsync(string region, string name, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await _book.FindAsync(region, name, cancellationToken) is not { } alarm)
            {
                return;
            }

            var changed = alarm.IsComposite ? await EvaluateRuleAsync(alarm, cancellationToken) : await EvaluateMetricAsync(alarm, cancellationToken);
            await FollowAsync(changed, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sets a state by hand; the next evaluation may change it again.</summary>
    /// <returns>False when there is no such alarm.</returns>
    public async ValueTask<bool> SetAsync(string region, string name, AlarmState state, string reason, string? reasonData, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await _book.FindAsync(region, name, cancellationToken) is not { } alarm)
            {
                return false;
            }

            await FollowAsync(await EnterAsync(alarm, state, reason, reasonData, cancellationToken), cancellationToken);
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stops and waits for what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
        _turn.Dispose();
    }

    private static DateTimeOffset Floor(DateTimeOffset time, TimeSpan period) =>
        DateTimeOffset.UnixEpoch + (period * Math.Floor((time - DateTimeOffset.UnixEpoch) / period));

    private async Task LoopAsync(PeriodicTimer timer)
    {
        using (timer)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(_stop.Token))
                {
                    await RunOnceAsync();
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // The end.
            }
        }
    }

    private async ValueTask RunOnceAsync()
    {
        try
        {
            await EvaluateDueAsync(_stop.Token);
            if (_time.GetUtcNow() - _lastPrune >= PruneInterval)
            {
                _lastPrune = _time.GetUtcNow();
                await _book.PruneAsync(_lastPrune, _stop.Token);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The loop's edge: one broken evaluation must not end all others; the next tick tries again.
            Interlocked.Increment(ref _failures);
        }
    }

    private async ValueTask<Alarm?> EvaluateMetricAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        var threshold = alarm.Definition.Threshold!;
        var now = _time.GetUtcNow();
        IReadOnlyList<AlarmPoint> range;
        try
        {
            range = Range(alarm.Definition, threshold, now);
        }
        catch (ExpressionException fault)
        {
            return alarm.Status.State == AlarmState.InsufficientData
                ? null
                : await EnterAsync(alarm, AlarmState.InsufficientData, $"Insufficient Data: {fault.Message}", null, cancellationToken);
        }

        var verdict = AlarmEvaluation.Judge(threshold, range);
        return verdict.State is { } state && state != alarm.Status.State
            ? await EnterAsync(alarm, state, AlarmReason.Text(threshold, verdict), AlarmReason.Json(alarm.Definition, threshold, range, verdict, now), cancellationToken)
            : null;
    }

    private List<AlarmPoint> Range(AlarmDefinition alarm, AlarmThreshold threshold, DateTimeOffset now)
    {
        var end = Floor(now, alarm.Period);
        var start = end - (alarm.Period * threshold.Range);
        var returned = alarm.Queries.Single(query => query.ReturnData);
        var series = new QueryEvaluation(alarm.Queries, _metrics.Series, start, end).Of(returned.Id);
        var values = series.Count == 1 ? series[0].Points : throw new ExpressionException("the expression gives more than one series");
        var samples = returned.Statistic is { } statistic ? Samples(statistic, start, end) : null;
        return [.. new TimeGrid(start, end, alarm.Period).Times().Select(time => new AlarmPoint(
            time, values.TryGetValue(time, out var value) ? value : null, samples?.TryGetValue(time, out var count) == true ? count : null))];
    }

    private IReadOnlyDictionary<DateTimeOffset, double> Samples(MetricStatistic statistic, DateTimeOffset start, DateTimeOffset end)
    {
        _ = Statistic.TryRead("SampleCount", out var count);
        return _metrics.Series(statistic with { Statistic = count }, start, end).Points;
    }

    /// <summary>Evaluates the rules that may have changed with an alarm, until nothing changes.</summary>
    private async ValueTask FollowAsync(Alarm? changed, CancellationToken cancellationToken)
    {
        var queue = new Queue<Alarm>(changed is null ? [] : [changed]);
        for (var rounds = 0; queue.TryDequeue(out var cause) && rounds < 1000; rounds++)
        {
            foreach (var rule in await _book.ListAsync(cause.Definition.Region, cancellationToken))
            {
                if (rule.IsComposite && AlarmRule.Read(rule.Definition.Rule!).Alarms.Contains(cause.Definition.Name) && await EvaluateRuleAsync(rule, cancellationToken, cause) is { } next)
                {
                    queue.Enqueue(next);
                }
            }
        }
    }

    private async ValueTask<Alarm?> EvaluateRuleAsync(Alarm alarm, CancellationToken cancellationToken, Alarm? cause = null)
    {
        var states = (await _book.ListAsync(alarm.Definition.Region, cancellationToken)).ToDictionary(other => other.Definition.Name, other => other.Status.State, StringComparer.Ordinal);
        var state = AlarmRule.Read(alarm.Definition.Rule!).Holds(name => states.GetValueOrDefault(name)) ? AlarmState.Alarm : AlarmState.Ok;
        if (state == alarm.Status.State)
        {
            return null;
        }

        var now = _time.GetUtcNow().UtcDateTime.ToString("dddd dd MMMM, yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        var by = cause ?? alarm;
        return await EnterAsync(alarm, state, $"{by.Definition.Arn} transitioned to {(cause is null ? state : by.Status.State).Word()} at {now}", null, cancellationToken);
    }

    private async ValueTask<Alarm?> EnterAsync(Alarm alarm, AlarmState state, string reason, string? reasonData, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var before = alarm.Status;
        var entered = await _book.ChangeAsync(
            alarm.Definition.Region,
            alarm.Definition.Name,
            standing => standing is null ? null : standing with { Status = new AlarmStatus(state, reason, reasonData, now, state == (before = standing.Status).State ? before.Transitioned : now) },
            cancellationToken);
        if (entered is null || before.State == state)
        {
            return null;
        }

        await _book.NoteAsync(entered, now, "StateUpdate", $"Alarm updated from {before.State.Word()} to {state.Word()}", StateUpdate(before, entered.Status), cancellationToken);
        await ActAsync(new AlarmTransition(entered, before), cancellationToken);
        return entered;
    }

    private async ValueTask ActAsync(AlarmTransition transition, CancellationToken cancellationToken)
    {
        var definition = transition.Alarm.Definition;
        var actions = definition.ActionsEnabled ? definition.ActionsOf(transition.Alarm.Status.State) : [];
        foreach (var outcome in await _actions.RunAsync(transition, actions, cancellationToken))
        {
            var summary = outcome.Error is null ? $"Successfully executed action {outcome.Action}" : $"Failed to execute action {outcome.Action}";
            var data = new JsonObject { ["actionState"] = outcome.Error is null ? "Succeeded" : "Failed", ["notificationResource"] = outcome.Action, ["error"] = outcome.Error };
            await _book.NoteAsync(transition.Alarm, _time.GetUtcNow(), "Action", summary.Length > 255 ? summary[..255] : summary, data, cancellationToken);
        }
    }

    private static JsonObject StateUpdate(AlarmStatus before, AlarmStatus after) => new()
    {
        ["version"] = "1.0",
        ["oldState"] = Describe(before),
        ["newState"] = Describe(after),
    };

    private static JsonObject Describe(AlarmStatus status)
    {
        var node = new JsonObject { ["stateValue"] = status.State.Word(), ["stateReason"] = status.Reason };
        if (status.ReasonData is { } data)
        {
            node["stateReasonData"] = JsonNode.Parse(data);
        }

        return node;
    }
}
