using Headwater.Documents;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>Removes deleted secrets from disk when their recovery window is over; callers do not see them from that moment on anyway.</summary>
public sealed class SecretPurge(IDocumentStore store, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly SecretStore _secrets = new(store, time);

    /// <summary>Purges now and then every hour; ends when it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await _secrets.PurgeAsync(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
