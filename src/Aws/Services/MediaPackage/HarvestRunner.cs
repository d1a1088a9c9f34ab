using Headwater.Documents;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>Runs harvest jobs one after another, those first that a stopped platform left.</summary>
/// <remarks>Callable from anywhere; one owner runs it.</remarks>
public sealed class HarvestRunner(IDocumentStore store, IHarvester harvester) : IDisposable
{
    private readonly PackageDocuments _documents = new(store);
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Runs what there is and waits for more; ends when it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await RunWaitingAsync(cancellationToken);
            await _wake.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Runs the jobs that wait now.</summary>
    public async ValueTask RunWaitingAsync(CancellationToken cancellationToken)
    {
        await foreach (var job in _documents.HarvestJobs.ListAsync(cancellationToken).Where(job => job.Value.Status == HarvestStatus.InProgress))
        {
            var status = await HarvestAsync(job, cancellationToken);
            await _documents.HarvestJobs.ChangeAsync(job.Id, value => value with { Status = status }, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();

    /// <summary>Says that there is a new job.</summary>
    internal void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already and will see the job.
        }
    }

    private async ValueTask<string> HarvestAsync(Versioned<HarvestJobDocument> job, CancellationToken cancellationToken)
    {
        var endpoint = await _documents.Endpoints.FindAsync(RegionKey.Of(RegionKey.Region(job.Id), job.Value.OriginEndpointId), cancellationToken);
        if (endpoint is null)
        {
            return HarvestStatus.Failed;
        }

        try
        {
            var destination = job.Value.S3Destination;
            await harvester.HarvestAsync(new(endpoint.Value.Hash, job.Value.StartTime, job.Value.EndTime, destination.BucketName, destination.ManifestKey), cancellationToken);
            return HarvestStatus.Succeeded;
        }
        catch (IOException)
        {
            return HarvestStatus.Failed;
        }
    }
}
