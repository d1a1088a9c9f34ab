using Headwater.Plans;

namespace Headwater.Aws.Compile;

/// <summary>Hands the whole plan of all documents to the media plane, one plan after another.</summary>
public sealed class PlanPublisher(IChannelPlans channels, PackageCompiler packages, IMediaPlane plane) : IPlanPublisher, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private HashSet<string> _known = [];

    /// <inheritdoc/>
    public async ValueTask PublishAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var made = await packages.CompileAsync(cancellationToken);
            await plane.ApplyAsync(
                new PlatformPlan { Channels = await channels.ChannelsAsync(cancellationToken), Packages = made.Packages, Endpoints = made.Endpoints }, cancellationToken);
            await ForgetAsync([.. made.Packages.Select(package => package.Id)], cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Removes the media of packages that are gone, so that a new channel of the same name does not show it.</summary>
    private async ValueTask ForgetAsync(HashSet<string> packages, CancellationToken cancellationToken)
    {
        foreach (var gone in _known.Except(packages))
        {
            await plane.ForgetAsync(gone, cancellationToken);
        }

        _known = packages;
    }
}
