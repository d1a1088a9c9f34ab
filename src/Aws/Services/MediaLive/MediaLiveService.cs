using Headwater.Aws.Calls;
using Headwater.Aws.Compile;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Aws.Services.MediaLive.Operations;
using Headwater.Aws.Services.MediaLive.Runtime;
using Headwater.Aws.Services.MediaLive.Schedule;
using Microsoft.Extensions.Logging;

namespace Headwater.Aws.Services.MediaLive;

/// <summary>MediaLive: inputs, input security groups, channels and their schedules, with real channels behind them.</summary>
public sealed class MediaLiveService : IAwsService
{
    private readonly MediaLiveContext _context;

    /// <summary>The service over a platform's documents and media.</summary>
    public MediaLiveService(MediaLiveParts parts, MediaLiveOptions options, TimeProvider clock, ILogger<MediaLiveService> logger)
    {
        _context = new MediaLiveContext
        {
            Store = new MediaLiveStore(parts.Documents),
            Options = options,
            Clock = clock,
            Media = parts.Media,
            Signal = new ReconcilerSignal(),
            Alerts = new AlertBook(clock, options.ClearedAlertRetention),
            Events = parts.Events,
            Packages = new MediaPackageDirectory(parts.Documents),
        };
        Reconciler = new MediaLiveReconciler(_context, parts.Plans, parts.Metrics, logger);
    }

    /// <inheritdoc/>
    public string Model => "medialive";

    /// <summary>Carries states on; tests drive it step by step.</summary>
    internal MediaLiveReconciler Reconciler { get; }

    /// <inheritdoc/>
    public void Map(OperationMap operations)
    {
        var answer = new ChannelAnswer(_context.Options, _context.Media);
        var lifecycle = new ChannelLifecycle(_context, answer);
        var inputs = new InputOperations(_context);
        var groups = new SecurityGroupOperations(_context);
        groups.Map(operations);
        inputs.Map(operations);
        new ChannelOperations(_context, answer).Map(operations);
        lifecycle.Map(operations);
        new BatchOperations(lifecycle, inputs, groups).Map(operations);
        new ScheduleOperations(_context).Map(operations);
        new AlertOperations(_context).Map(operations);
        new ThumbnailOperations(_context).Map(operations);
        new TagOperations(_context).Map(operations);
    }

    /// <summary>Runs what goes on behind the calls until it is told to stop: channels that should run run, states reach their end, metrics are reported.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Reconciler.RunAsync(cancellationToken);
}
