using Headwater.Objects.Listing;

namespace Headwater.Objects.Lifecycle;

/// <summary>Does what buckets' lifecycle rules say: at the start, and once a day after midnight UTC.</summary>
/// <param name="store">The objects.</param>
/// <param name="time">The clock.</param>
public sealed class LifecycleRunner(IObjectStore store, TimeProvider time)
{
    private const int PageSize = 1000;

    /// <summary>Runs until it is cancelled. A run that fails is told and tried again at the next midnight.</summary>
    /// <param name="failed">Told of a run that failed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Action<Exception> failed, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await RunOnceAsync(time.GetUtcNow(), cancellationToken);
            }
            catch (IOException cause)
            {
                failed(cause);
            }

            var now = time.GetUtcNow();
            await Task.Delay(LifecycleDue.NextMidnight(now.AddTicks(1)) - now, time, cancellationToken);
        }
    }

    /// <summary>Does now what is due at a time.</summary>
    /// <param name="now">The time to go by, which may be any.</param>
    /// <param name="cancellationToken">Gives up; what was done stays done.</param>
    /// <returns>How many versions and uploads were changed.</returns>
    public async ValueTask<int> RunOnceAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var done = 0;
        var buckets = new List<Bucket>();
        await foreach (var bucket in store.Buckets.ListAsync("", cancellationToken))
        {
            if (bucket.Lifecycle.Any(rule => rule.IsEnabled))
            {
                buckets.Add(bucket);
            }
        }

        foreach (var bucket in buckets)
        {
            done += await RunVersionsAsync(bucket, now, cancellationToken) + await RunUploadsAsync(bucket, now, cancellationToken);
        }

        return done;
    }

    private async ValueTask<int> RunVersionsAsync(Bucket bucket, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var done = 0;
        var ofKey = new List<ObjectVersion>();
        var query = new ListQuery { Limit = PageSize };
        while (true)
        {
            var page = await store.ListVersionsAsync(bucket.Name, query, cancellationToken);
            foreach (var listed in page.IsGood ? page.Value.Items : [])
            {
                if (ofKey.Count > 0 && ofKey[0].Key != listed.Version.Key)
                {
                    done += await ApplyAsync(bucket, ofKey, now, cancellationToken);
                    ofKey.Clear();
                }

                ofKey.Add(listed.Version);
            }

            if (!page.IsGood || !page.Value.IsTruncated)
            {
                return done + await ApplyAsync(bucket, ofKey, now, cancellationToken);
            }

            query = query with { AfterKey = page.Value.NextKey, AfterId = page.Value.NextId };
        }
    }

    private async ValueTask<int> ApplyAsync(Bucket bucket, List<ObjectVersion> versions, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var done = 0;

        // Oldest first: a marker that is left alone by this run goes with the next.
        foreach (var action in LifecyclePolicy.Due(bucket, versions, now).Reverse().ToArray())
        {
            done += await ApplyAsync(bucket, action, cancellationToken) ? 1 : 0;
        }

        return done;
    }

    // What changed since it was looked at is left for the next run.
    private async ValueTask<bool> ApplyAsync(Bucket bucket, LifecycleAction action, CancellationToken cancellationToken)
    {
        var version = action.Version;
        bool IsTheSame(ObjectVersion? found) => found?.Sequence == version.Sequence;
        switch (action)
        {
            case LifecycleAction.Expire:
                return (await store.DeleteAsync(new ObjectName(bucket.Name, version.Key), IsTheSame, cancellationToken)).IsGood;
            case LifecycleAction.Remove:
                return (await store.DeleteAsync(new ObjectName(bucket.Name, version.Key, version.VersionId), IsTheSame, cancellationToken)).IsGood;
            case LifecycleAction.Move move:
                return (await store.UpdateAsync(
                    new ObjectName(bucket.Name, version.Key, version.VersionId),
                    found => IsTheSame(found) ? found with { Description = found.Description with { StorageClass = move.StorageClass } } : found,
                    cancellationToken)).IsGood;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async ValueTask<int> RunUploadsAsync(Bucket bucket, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var done = 0;
        var query = new ListQuery { Limit = PageSize };
        while (true)
        {
            var page = await store.Uploads.ListAsync(bucket.Name, query, cancellationToken);
            foreach (var upload in page.IsGood ? page.Value.Items : [])
            {
                if (LifecyclePolicy.AbortRuleOf(bucket, upload, now) is not null)
                {
                    done += (await store.Uploads.AbortAsync(new UploadName(bucket.Name, upload.Key, upload.UploadId), cancellationToken)).IsGood ? 1 : 0;
                }
            }

            if (!page.IsGood || !page.Value.IsTruncated)
            {
                return done;
            }

            query = query with { AfterKey = page.Value.NextKey, AfterId = page.Value.NextId };
        }
    }
}
