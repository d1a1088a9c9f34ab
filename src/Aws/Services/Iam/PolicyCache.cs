using System.Collections.Concurrent;
using Headwater.Aws.Policies;

namespace Headwater.Aws.Services.Iam;

/// <summary>Policies that were read lately, by their text; every call asks the same few.</summary>
internal static class PolicyCache
{
    // Far more than an account's busy policies; beyond it all are read anew.
    private const int Most = 1024;

    private static readonly ConcurrentDictionary<string, PolicyDocument> Known = new(StringComparer.Ordinal);

    /// <summary>Reads a policy that was checked when it was taken; one that cannot be read denies everything, for it may have meant to.</summary>
    public static PolicyDocument Read(string json)
    {
        if (Known.TryGetValue(json, out var known))
        {
            return known;
        }

        if (Known.Count >= Most)
        {
            Known.Clear();
        }

        return Known.GetOrAdd(json, PolicyDocument.ReadStored(json) ?? PolicyDocument.DenyAll);
    }
}
