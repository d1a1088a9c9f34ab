using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Aws.Services.MediaLive.Operations;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaLive.Runtime;

/// <summary>Carries inputs on, and removes what was deleted long ago.</summary>
internal sealed class LifeSteps(MediaLiveContext service)
{
    /// <summary>One pass over inputs, groups and tokens.</summary>
    public async ValueTask CarryAsync(CancellationToken cancellationToken)
    {
        await foreach (var input in service.Store.Inputs.ListAsync(cancellationToken))
        {
            await CarryAsync(input, cancellationToken);
        }

        await foreach (var group in service.Store.SecurityGroups.ListAsync(cancellationToken).Where(group => group.Value.Deleted is { } deleted && IsOld(deleted)))
        {
            await service.Store.SecurityGroups.TryPutAsync(group.Id, null, group.Version, cancellationToken);
        }

        await foreach (var request in service.Store.Requests.ListAsync(cancellationToken).Where(request => IsOld(request.Value.Time)))
        {
            await service.Store.Requests.TryPutAsync(request.Id, null, request.Version, cancellationToken);
        }
    }

    private async ValueTask CarryAsync(Versioned<InputDocument> input, CancellationToken cancellationToken)
    {
        InputDocument? next = input.Value.Phase switch
        {
            InputPhase.Creating => input.Value with { Phase = InputPhase.Live, Since = service.Now },
            InputPhase.Deleting => input.Value with { Phase = InputPhase.Deleted, Since = service.Now },
            InputPhase.Deleted when IsOld(input.Value.Since) => null,
            _ => input.Value,
        };
        if (!ReferenceEquals(next, input.Value) && !await service.Store.Inputs.TryPutAsync(input.Id, next, input.Version, cancellationToken))
        {
            service.Signal.StateChanged();
        }
    }

    private bool IsOld(DateTimeOffset time) => service.Now - time > service.Options.TombstoneRetention;
}
