using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.Iam;

/// <summary>The documents of IAM: read at once, changed as a whole.</summary>
internal sealed class IamDocuments(IDocumentStore store)
{
    // Each try loses only to somebody who won, so this many in a row means a storm of changes to one thing.
    private const int MostTries = 100;

    /// <summary>Something to read with.</summary>
    public IamTransaction Read(CallContext context) => Read(context.CancellationToken);

    /// <summary>Something to read with.</summary>
    public IamTransaction Read(CancellationToken cancellationToken) => new(store, cancellationToken);

    /// <summary>Makes a change, again when somebody came between.</summary>
    /// <exception cref="AwsException">The change says no, or never came through.</exception>
    public async ValueTask<T> ChangeAsync<T>(CallContext context, Func<IamTransaction, ValueTask<T>> change)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var transaction = Read(context);
            var result = await change(transaction);
            if (await transaction.TryCommitAsync())
            {
                return result;
            }
        }

        throw new AwsException("ConcurrentModification", "The request was rejected because multiple requests to change this object were submitted simultaneously. Wait a few minutes and submit your request again.");
    }

    /// <summary>Makes a change that answers nothing.</summary>
    public ValueTask<Nothing> ChangeAsync(CallContext context, Func<IamTransaction, ValueTask> change) => ChangeAsync(
        context,
        async transaction =>
        {
            await change(transaction);
            return Nothing.Value;
        });
}
