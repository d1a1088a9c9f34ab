using CsCheck;
using Headwater.Foundation;
using Headwater.Live.Fragments;
using Headwater.Live.Tests.Channels;
using Headwater.Log;

namespace Headwater.Live.Tests.Fragments;

public sealed class TrackFragmenterTests
{
    private const long Origin = 1_800_000_000L * 90_000;
    private static readonly TimeSpan Part = TimeSpan.FromMilliseconds(500);

    [Fact]
    public void Add_AfterAHole_EndsTheFragmentWithoutStretchingItsLastSample()
    {
        var fragmenter = Fragmenter();
        fragmenter.Add(Picture(0, key: true));
        fragmenter.Add(Picture(3_600, key: false));

        var fragment = fragmenter.Add(Picture(3_600 + 90_001, key: false));

        Assert.Equal(2 * 3_600, fragment!.DurationTicks);
        Assert.Equal(3_600, fragmenter.Flush()!.DurationTicks);
    }

    [Fact]
    public void Add_AfterASecondSharp_StillLastsUntilTheNext()
    {
        var fragmenter = Fragmenter();
        fragmenter.Add(Picture(0, key: true));

        Assert.Equal(90_000, fragmenter.Add(Picture(90_000, key: false))!.DurationTicks);
    }

    [Fact]
    public void Add_MoreThanAFragmentMayHold_CompletesItEarly()
    {
        var fragmenter = Fragmenter();
        fragmenter.Add(Picture(0, key: true, bytes: 20 << 20));

        Assert.NotNull(fragmenter.Add(Picture(3_600, key: false, bytes: 20 << 20)));
    }

    [Fact]
    public void Flush_WithNothingGathered_IsNothing()
    {
        var fragmenter = Fragmenter();
        Assert.Null(fragmenter.Flush());
        fragmenter.Add(Picture(0, key: true));
        Assert.NotNull(fragmenter.Flush());
        Assert.Null(fragmenter.Flush());
    }

    /// <summary>Whatever the distances and random access points: fragments begin on the grid or at a random access point, follow each other and lose nothing.</summary>
    [Fact]
    public void Add_AnyDistances_GivesFragmentsThatAddUp() =>
        Gen.Select(Gen.Long[1, 90_000], Gen.Bool, Gen.Int[0, 9000]).Array[1, 60].Sample(samples =>
        {
            var fragmenter = Fragmenter();
            var fragments = new List<Fragment>();
            var starts = new List<(long Ticks, bool Key)>();
            var time = Origin;
            foreach (var (step, key, offset) in samples)
            {
                starts.Add((time, key));
                Keep(fragmenter.Add(Picture(time - Origin, key) with { PresentationTicks = time + offset }));
                time += step;
            }

            Keep(fragmenter.Flush());

            Assert.Equal(Origin, fragments[0].DecodeTicks);
            for (var index = 1; index < fragments.Count; index++)
            {
                Assert.Equal(fragments[index - 1].DecodeTicks + fragments[index - 1].DurationTicks, fragments[index].DecodeTicks);
            }

            foreach (var (ticks, key) in starts.Where(start => start.Key))
            {
                Assert.Contains(fragments, fragment => fragment.DecodeTicks == ticks && fragment.RandomAccess);
            }

            foreach (var fragment in fragments)
            {
                var inside = starts.Where(start => start.Ticks >= fragment.DecodeTicks && start.Ticks < fragment.DecodeTicks + fragment.DurationTicks).ToList();
                Assert.Single(inside.Select(start => start.Ticks / 45_000).Distinct());
                Assert.Equal(inside[0].Key, fragment.RandomAccess);
                Assert.True(fragment.PresentationTicks >= fragment.DecodeTicks);
            }

            void Keep(Fragment? fragment)
            {
                if (fragment is not null)
                {
                    fragments.Add(fragment with { Payload = default });
                }
            }
        });

    private static TrackFragmenter Fragmenter()
    {
        var config = new RenditionDescription("video", 0, "und", TimeSpan.Zero).ToTrackConfig(1, ChannelRig.Video)!;
        return new TrackFragmenter(config with { SampleDurationTicks = 3_600 }, Part);
    }

    private static MediaSample Picture(long ticks, bool key, int bytes = 10) =>
        new() { Track = 0, DecodeTicks = Origin + ticks, PresentationTicks = Origin + ticks, RandomAccess = key, Payload = new byte[bytes] };
}
