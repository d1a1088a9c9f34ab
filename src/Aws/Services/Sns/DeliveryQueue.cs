using System.Collections.Concurrent;
using System.Threading.Channels;
using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.Sns;

/// <summary>
/// Brings messages out, each at least once: they are documents until they arrived or were given up. A slow receiver delays nobody: each delivery is its own task,
/// at most <see cref="AtOnce"/> of them send at a time.
/// </summary>
public sealed class DeliveryQueue : IAsyncDisposable
{
    /// <summary>Most tries under way at a time.</summary>
    public const int AtOnce = 32;

    private readonly DocumentSet<Delivery> _deliveries;
    private readonly IDocumentStore _documents;
    private readonly IOutgoingMessages _outgoing;
    private readonly SnsOptions _options;
    private readonly TimeProvider _time;
    private readonly Channel<Delivery> _added = Channel.CreateUnbounded<Delivery>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(AtOnce);
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;
    private long _sequence;
    private long _delivered;
    private long _givenUp;
    private int _waiting;

    /// <summary>Makes a queue that stands still until <see cref="StartAsync"/>.</summary>
    public DeliveryQueue(IDocumentStore documents, IOutgoingMessages outgoing, SnsOptions options, TimeProvider time)
    {
        _documents = documents;
        _outgoing = outgoing;
        _options = options;
        _time = time;
        _deliveries = new(documents, "sns/deliveries", CanonicalJson.Options);
    }

    /// <summary>Messages that arrived.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Messages that were given up after their last try.</summary>
    public long GivenUp => Interlocked.Read(ref _givenUp);

    /// <summary>Messages on their way.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Takes up what was on its way when the platform stopped, and begins; called once.</summary>
    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        await foreach (var found in _deliveries.ListAsync(cancellationToken))
        {
            Interlocked.Increment(ref _waiting);
            _added.Writer.TryWrite(found.Value);
        }

        _loop = LoopAsync();
    }

    /// <summary>Takes messages; durable when it returns.</summary>
    /// <exception cref="AwsException">Too many wait already.</exception>
    public async ValueTask AddAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        if (deliveries.Count == 0)
        {
            return;
        }

        if (Interlocked.Add(ref _waiting, deliveries.Count) > _options.MostWaiting)
        {
            Interlocked.Add(ref _waiting, -deliveries.Count);
            throw new AwsException("ThrottledException", "Too many messages wait for delivery") { Status = 429 };
        }

        await _documents.TryCommitAsync([.. deliveries.Select(delivery => _deliveries.Write(delivery.Id, delivery, null))], cancellationToken);
        foreach (var delivery in deliveries)
        {
            _added.Writer.TryWrite(delivery);
        }
    }

    /// <summary>A name for a new delivery.</summary>
    public string NextId() => $"{_time.GetUtcNow().UtcTicks:D19}-{Interlocked.Increment(ref _sequence):D10}-{Guid.NewGuid():N}";

    /// <summary>Stops; what is on its way stays and is taken up again.</summary>
    public async ValueTask DisposeAsync()
    {
        _added.Writer.TryComplete();
        await _stop.CancelAsync();
        await _loop;
        await Task.WhenAll(_running.Values);
        _stop.Dispose();
        _turn.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            await foreach (var delivery in _added.Reader.ReadAllAsync(_stop.Token))
            {
                var task = DeliverAsync(delivery);
                _running[delivery.Id] = task;
                if (task.IsCompleted)
                {
                    _running.TryRemove(delivery.Id, out _);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end.
        }
    }

    private async Task DeliverAsync(Delivery delivery)
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                if (await TryAsync(delivery) is null)
                {
                    Interlocked.Increment(ref _delivered);
                    break;
                }

                delivery = delivery with { Failures = delivery.Failures + 1 };
                if (delivery.Retries.Wait(delivery.Failures) is not { } wait)
                {
                    Interlocked.Increment(ref _givenUp);
                    break;
                }

                await _deliveries.TryPutAsync(delivery.Id, delivery, null, _stop.Token);
                await Task.Delay(wait, _time, _stop.Token);
            }

            await _deliveries.TryPutAsync(delivery.Id, null, null, CancellationToken.None);
            Interlocked.Decrement(ref _waiting);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It stays a document.
        }
        catch (IOException)
        {
            // The document stays as well, and is taken up at the next start.
            Interlocked.Decrement(ref _waiting);
        }

        _running.TryRemove(delivery.Id, out _);
    }

    private async ValueTask<string?> TryAsync(Delivery delivery)
    {
        await _turn.WaitAsync(_stop.Token);
        try
        {
            return await _outgoing.SendAsync(delivery, _stop.Token);
        }
        finally
        {
            _turn.Release();
        }
    }
}
