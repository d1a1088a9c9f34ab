namespace Headwater.Objects.Lifecycle;

/// <summary>What a bucket's rules say. Pure: a function of rules, versions and the time.</summary>
/// <remarks>
/// Removal wins over a move, a move over expiry by a delete marker, the deeper of two moves over the other. What is counted in days is due
/// at the midnight UTC at or after the moment so many days later.
/// </remarks>
public static class LifecyclePolicy
{
    private const long LeastMovedBytes = 128 << 10;

    /// <summary>What is due for a key, at most one action for each version.</summary>
    /// <param name="bucket">The bucket, for its rules and its versioning.</param>
    /// <param name="versions">All versions of one key, newest first.</param>
    /// <param name="now">The time.</param>
    public static IEnumerable<LifecycleAction> Due(Bucket bucket, IReadOnlyList<ObjectVersion> versions, DateTimeOffset now)
    {
        var rules = bucket.Lifecycle.Where(rule => rule.IsEnabled).ToArray();
        for (var index = 0; index < versions.Count; index++)
        {
            var action = index > 0 ? Noncurrent(rules, versions, index, now)
                : versions[0].IsDeleteMarker ? Marker(rules, versions, now)
                : Current(rules, bucket.Versioning, versions[0], now);
            if (action is not null)
            {
                yield return action;
            }
        }
    }

    /// <summary>By which rule an unfinished upload is to be aborted now; null: it may go on.</summary>
    public static string? AbortRuleOf(Bucket bucket, Upload upload, DateTimeOffset now) =>
        AbortOf(bucket, upload) is { } due && due.Time <= now ? due.RuleId : null;

    /// <summary>When an unfinished upload will be aborted, and by which rule; null: never.</summary>
    public static (DateTimeOffset Time, string RuleId)? AbortOf(Bucket bucket, Upload upload) =>
        Earliest(bucket.Lifecycle
            .Where(rule => rule is { IsEnabled: true, AbortUploadDays: not null } && rule.Filter.MatchesKey(upload.Key))
            .Select(rule => (new LifecycleDue(rule.AbortUploadDays, null).For(upload.Initiated), rule.Id)));

    /// <summary>When a current object will expire, and by which rule; null: never.</summary>
    public static (DateTimeOffset Time, string RuleId)? ExpiryOf(Bucket bucket, ObjectVersion version) =>
        Earliest(bucket.Lifecycle
            .Where(rule => rule is { IsEnabled: true, Expiration: not null } && rule.Filter.Matches(version))
            .Select(rule => (rule.Expiration!.For(version.Modified), rule.Id)));

    private static LifecycleAction? Current(LifecycleRule[] rules, BucketVersioning versioning, ObjectVersion version, DateTimeOffset now)
    {
        var expiring = rules.FirstOrDefault(rule => rule.Expiration?.For(version.Modified) <= now && rule.Filter.Matches(version));
        if (expiring is not null && versioning == BucketVersioning.Off)
        {
            return new LifecycleAction.Expire(version, expiring.Id);
        }

        var moves = rules.Where(rule => rule.Filter.Matches(version)).SelectMany(rule => rule.Transitions
            .Where(transition => transition.Due.For(version.Modified) <= now && IsMoved(rule, version))
            .Select(transition => (transition.StorageClass, rule.Id)));
        var move = Deepest(version, moves);
        return move is not null || expiring is null ? move : new LifecycleAction.Expire(version, expiring.Id);
    }

    private static LifecycleAction.Remove? Marker(LifecycleRule[] rules, IReadOnlyList<ObjectVersion> versions, DateTimeOffset now)
    {
        var marker = versions[0];
        var removing = versions.Count > 1 ? null : rules.FirstOrDefault(rule => rule.Filter.MatchesKey(marker.Key) && rule.Filter.Tags.Count == 0
            && (rule.RemovesLoneMarkers || rule.Expiration?.For(marker.Modified) <= now));
        return removing is null ? null : new LifecycleAction.Remove(marker, removing.Id);
    }

    private static LifecycleAction? Noncurrent(LifecycleRule[] rules, IReadOnlyList<ObjectVersion> versions, int index, DateTimeOffset now)
    {
        // A version's second life begins when its successor is written.
        var (version, since) = (versions[index], versions[index - 1].Modified);
        var newer = index - 1;
        var matching = rules.Where(rule => version.IsDeleteMarker ? rule.Filter.MatchesKey(version.Key) && rule.Filter.Tags.Count == 0 : rule.Filter.Matches(version)).ToArray();
        var removing = matching.FirstOrDefault(rule =>
            rule.NoncurrentExpirationDays is { } days && newer >= rule.NoncurrentKept && new LifecycleDue(days, null).For(since) <= now);
        if (removing is not null)
        {
            return new LifecycleAction.Remove(version, removing.Id);
        }

        return version.IsDeleteMarker ? null : Deepest(version, matching.SelectMany(rule => rule.NoncurrentTransitions
            .Where(transition => newer >= transition.Kept && transition.Due.For(since) <= now && IsMoved(rule, version))
            .Select(transition => (transition.StorageClass, rule.Id))));
    }

    private static bool IsMoved(LifecycleRule rule, ObjectVersion version) =>
        version.SizeBytes >= LeastMovedBytes || rule.Filter.LargerThanBytes is not null || rule.Filter.SmallerThanBytes is not null;

    private static LifecycleAction.Move? Deepest(ObjectVersion version, IEnumerable<(string StorageClass, string RuleId)> moves)
    {
        var deepest = moves.Where(move => StorageClasses.DepthOf(move.StorageClass) > StorageClasses.DepthOf(version.Description.StorageClass))
            .OrderByDescending(move => StorageClasses.DepthOf(move.StorageClass)).FirstOrDefault();
        return deepest.StorageClass is null ? null : new LifecycleAction.Move(version, deepest.RuleId, deepest.StorageClass);
    }

    private static (DateTimeOffset Time, string RuleId)? Earliest(IEnumerable<(DateTimeOffset Time, string RuleId)> dues)
    {
        var ordered = dues.OrderBy(due => due.Time).ToArray();
        return ordered.Length == 0 ? null : ordered[0];
    }
}
