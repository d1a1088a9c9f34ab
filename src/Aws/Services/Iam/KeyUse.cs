using System.Collections.Concurrent;
using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.Iam;

/// <summary>Notes when users' keys are used; seldom, because every note is a write.</summary>
internal sealed class KeyUse(IDocumentStore store)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    private readonly DocumentSet<KeyUseDocument> _uses = new(store, IamCollections.KeyUses, CanonicalJson.Options);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _noted = new(StringComparer.Ordinal);

    /// <summary>Notes that a key was used, unless that was noted a short time ago.</summary>
    public async ValueTask NoteAsync(CallContext context, string action)
    {
        if (context.Principal.AccessKeyId is not { } id || !id.StartsWith("AKIA", StringComparison.Ordinal) || context.Principal.Kind != PrincipalKind.User
            || (_noted.TryGetValue(id, out var last) && context.Time - last < Interval && context.Time >= last))
        {
            return;
        }

        _noted[id] = context.Time;
        await _uses.TryPutAsync(IamTransaction.KeyOf(id), new KeyUseDocument(context.Time, action.Split(':')[0], context.Region), null, context.CancellationToken);
    }
}
