using Headwater.Foundation;
using Headwater.Log;
using Headwater.Plans;

namespace Headwater.Live.Stills;

/// <summary>Stills of one channel: the newest random access point of its smallest pictures, made when asked for and at most once in two seconds. Thread-safe.</summary>
public sealed class StillCamera(MediaLog log, IStillEncoder encoder, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _one = new(1, 1);
    private long? _made;
    private Still? _newest;

    /// <summary>The newest still; null while the log has no picture, or none could be made.</summary>
    public async ValueTask<Still?> TakeAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_made is { } made && clock.GetElapsedTime(made) < Least)
            {
                return _newest;
            }

            if (Newest(log.Snapshot) is var (config, fragment))
            {
                var time = new MediaTime(fragment.PresentationTicks, config.Timescale).ToUtc();
                if (_newest?.Time == time)
                {
                    return _newest;
                }

                // Also one that cannot be made is not tried again at once.
                _made = clock.GetTimestamp();
                if (await ReadAsync(config, fragment, cancellationToken) is { } media && await encoder.EncodeAsync(media, cancellationToken) is { } jpeg)
                {
                    _newest = new Still(jpeg, time);
                }
            }

            return _newest;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private static (TrackConfig Config, FragmentEntry Fragment)? Newest(LogSnapshot snapshot)
    {
        var smallest = snapshot.Tracks.Where(track => track.Config.Kind == TrackKind.Video && track.Fragments.Count > 0)
            .MinBy(track => (long)track.Config.Width * track.Config.Height);
        for (var index = (smallest?.Fragments.Count ?? 0) - 1; index >= 0; index--)
        {
            if (smallest!.Fragments[index] is { RandomAccess: true } fragment)
            {
                return (smallest.FindConfig(fragment.Generation) ?? smallest.Config, fragment);
            }
        }

        return null;
    }

    private async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(TrackConfig config, FragmentEntry fragment, CancellationToken cancellationToken)
    {
        var media = new byte[config.Header.Length + fragment.Location.Length];
        config.Header.CopyTo(media);
        return await log.ReadAsync(fragment.Location, media.AsMemory(config.Header.Length), cancellationToken) ? media : null;
    }
}
