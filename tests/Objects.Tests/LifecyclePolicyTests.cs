using CsCheck;
using Headwater.Objects.Lifecycle;

namespace Headwater.Objects.Tests;

public sealed class LifecyclePolicyTests
{
    private static readonly DateTimeOffset s_written = new(2026, 1, 15, 10, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3, "2026-01-18T23:59:59Z", false)]
    [InlineData(3, "2026-01-19T00:00:00Z", true)]
    [InlineData(1, "2026-01-17T00:00:00Z", true)]
    public void Expiration_InDays_IsDueAtTheNextMidnight(int days, string now, bool isDue)
    {
        var bucket = WithRules(new LifecycleRule { Id = "r", Expiration = new LifecycleDue(days, null) });

        var due = LifecyclePolicy.Due(bucket, [Version(1)], DateTimeOffset.Parse(now));

        Assert.Equal(isDue ? ["Expire"] : [], due.Select(action => action.GetType().Name));
        Assert.Equal((s_written.Date.AddDays(days + 1), "r"), (LifecyclePolicy.ExpiryOf(bucket, Version(1))!.Value.Time.UtcDateTime, LifecyclePolicy.ExpiryOf(bucket, Version(1))!.Value.RuleId));
    }

    [Fact]
    public void Expiration_WrittenAtMidnight_IsNotRoundedFurther() =>
        Assert.Equal(new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero), new LifecycleDue(2, null).For(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void Due_RuleThatIsDisabledOrForOthers_DoesNothing()
    {
        var due = new LifecycleDue(1, null);
        var bucket = WithRules(
            new LifecycleRule { Id = "off", IsEnabled = false, Expiration = due },
            new LifecycleRule { Id = "prefix", Filter = new LifecycleFilter { Prefix = "other" }, Expiration = due },
            new LifecycleRule { Id = "tag", Filter = new LifecycleFilter { Tags = new Dictionary<string, string> { ["a"] = "b" } }, Expiration = due },
            new LifecycleRule { Id = "large", Filter = new LifecycleFilter { LargerThanBytes = 1 << 20 }, Expiration = due },
            new LifecycleRule { Id = "small", Filter = new LifecycleFilter { SmallerThanBytes = 1 << 20 }, Expiration = due });

        Assert.Empty(LifecyclePolicy.Due(bucket, [Version(1)], s_written.AddYears(1)));
    }

    [Fact]
    public void Due_SeveralMoves_TakesTheDeepestAndNeverUpwards()
    {
        var bucket = WithRules(new LifecycleRule
        {
            Id = "r",
            Transitions = [new LifecycleTransition(new LifecycleDue(30, null), "STANDARD_IA"), new LifecycleTransition(new LifecycleDue(60, null), "GLACIER")],
        });

        Assert.Equal("STANDARD_IA", Moved(Version(1), 40));
        Assert.Equal("GLACIER", Moved(Version(1), 70));
        Assert.Null(Moved(Version(1) with { Description = new ObjectDescription { StorageClass = "DEEP_ARCHIVE" } }, 70));
        Assert.Null(Moved(Version(1) with { SizeBytes = 1000 }, 70));

        string? Moved(ObjectVersion version, int days) =>
            LifecyclePolicy.Due(bucket, [version], s_written.AddDays(days)).OfType<LifecycleAction.Move>().SingleOrDefault()?.StorageClass;
    }

    [Fact]
    public void Due_ExpiryAndMove_RemovalWinsAndAMarkerWaits()
    {
        var rule = new LifecycleRule { Id = "r", Expiration = new LifecycleDue(60, null), Transitions = [new LifecycleTransition(new LifecycleDue(30, null), "GLACIER")] };
        var unversioned = WithRules(rule);

        Assert.IsType<LifecycleAction.Expire>(Assert.Single(LifecyclePolicy.Due(unversioned, [Version(1)], s_written.AddDays(90))));
        Assert.IsType<LifecycleAction.Move>(Assert.Single(LifecyclePolicy.Due(unversioned with { Versioning = BucketVersioning.Enabled }, [Version(1)], s_written.AddDays(90))));
    }

    [Fact]
    public void Due_NoncurrentVersions_CountFromTheirSuccessorAndKeepTheNewest()
    {
        var bucket = WithRules(new LifecycleRule { Id = "r", NoncurrentExpirationDays = 10, NoncurrentKept = 1 }) with { Versioning = BucketVersioning.Enabled };
        ObjectVersion[] versions = [Version(4, daysLater: 30), Version(3, daysLater: 20), Version(2, daysLater: 10), Version(1)];

        Assert.Equal([1], Removed(25));
        Assert.Equal([2, 1], Removed(35));
        Assert.Equal([2, 1], Removed(1000));

        IEnumerable<long> Removed(int days) => LifecyclePolicy.Due(bucket, versions, s_written.AddDays(days)).OfType<LifecycleAction.Remove>().Select(action => action.Version.Sequence);
    }

    [Fact]
    public void Due_LoneMarker_IsRemovedByEitherRule()
    {
        var marker = Version(1) with { IsDeleteMarker = true, SizeBytes = 0 };
        var atOnce = WithRules(new LifecycleRule { Id = "r", RemovesLoneMarkers = true });
        var later = WithRules(new LifecycleRule { Id = "r", Expiration = new LifecycleDue(5, null) });

        Assert.Single(LifecyclePolicy.Due(atOnce, [marker], s_written));
        Assert.Empty(LifecyclePolicy.Due(atOnce, [marker with { Sequence = 2 }, Version(1)], s_written));
        Assert.Empty(LifecyclePolicy.Due(later, [marker], s_written.AddDays(3)));
        Assert.Single(LifecyclePolicy.Due(later, [marker], s_written.AddDays(7)));
    }

    [Fact]
    public void AbortRuleOf_AnOldUpload_IsTheFirstDue()
    {
        var bucket = WithRules(new LifecycleRule { Id = "slow", AbortUploadDays = 9 }, new LifecycleRule { Id = "quick", AbortUploadDays = 2 });
        var upload = new Upload { Key = "key", Description = new(), Initiated = s_written };

        Assert.Null(LifecyclePolicy.AbortRuleOf(bucket, upload, s_written.AddDays(2)));
        Assert.Equal("quick", LifecyclePolicy.AbortRuleOf(bucket, upload, s_written.AddDays(3)));
    }

    [Fact]
    public void Due_AsTimePasses_NeverTakesBackARemoval() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, 3], Gen.Int[1, 40].Array[1, 6], Gen.Int[0, 200], Gen.Int[0, 50]).Sample((days, kept, ages, now, more) =>
        {
            var bucket = WithRules(new LifecycleRule { Id = "r", NoncurrentExpirationDays = days, NoncurrentKept = kept }) with { Versioning = BucketVersioning.Enabled };
            var at = 0;
            ObjectVersion[] versions = [.. ages.Select((age, index) => Version(index + 1, at += age)).Reverse()];

            var early = LifecyclePolicy.Due(bucket, versions, s_written.AddDays(now)).Select(action => action.Version.Sequence).ToHashSet();
            var late = LifecyclePolicy.Due(bucket, versions, s_written.AddDays(now + more)).Select(action => action.Version.Sequence).ToHashSet();

            return early.IsSubsetOf(late) && late.Count <= Math.Max(0, versions.Length - 1 - kept) && !late.Contains(versions[0].Sequence);
        });

    private static Bucket WithRules(params LifecycleRule[] rules) =>
        new() { Name = "bucket", Id = "1", Account = "000000000000", Region = "us-east-1", Created = s_written, Lifecycle = rules };

    private static ObjectVersion Version(long sequence, int daysLater = 0) =>
        new() { Key = "key", VersionId = $"v{sequence}", Sequence = sequence, Modified = s_written.AddDays(daysLater), SizeBytes = 1 << 20 };
}
