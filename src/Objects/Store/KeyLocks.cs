namespace Headwater.Objects.Store;

/// <summary>Lets one writer at a time at a key, and a whole bucket's change at none of its keys' writers.</summary>
/// <remarks>Not what keeps documents right – the versions they expect do – but what keeps writers of one key from trying again and again.</remarks>
internal sealed class KeyLocks : IDisposable
{
    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Waits for a key.</summary>
    public async ValueTask<Held> TakeAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        var stripe = _stripes[(uint)HashCode.Combine(bucket, key) % _stripes.Length];
        await stripe.WaitAsync(cancellationToken);
        return new Held([stripe]);
    }

    /// <summary>Waits for all keys.</summary>
    public async ValueTask<Held> TakeAllAsync(CancellationToken cancellationToken)
    {
        var taken = new List<SemaphoreSlim>();
        try
        {
            // Always in the same order; who wants one waits for one only, so nobody waits in a circle.
            foreach (var stripe in _stripes)
            {
                await stripe.WaitAsync(cancellationToken);
                taken.Add(stripe);
            }
        }
        catch
        {
            new Held(taken).Dispose();
            throw;
        }

        return new Held(taken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var stripe in _stripes)
        {
            stripe.Dispose();
        }
    }

    /// <summary>What was waited for; dispose it once.</summary>
    internal readonly struct Held(IReadOnlyList<SemaphoreSlim> stripes) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            foreach (var stripe in stripes)
            {
                stripe.Release();
            }
        }
    }
}
