using System.Globalization;
using CsCheck;
using Headwater.Foundation;
using Headwater.Log;

namespace Headwater.Views.Tests.Support;

/// <summary>What a generated log is like; <see cref="Records"/> makes it, the same one every time.</summary>
internal sealed record LogShape
{
    /// <summary>The UTC second about which it starts: any will do.</summary>
    public const long Epoch = 1_700_000_000;

    public int Videos { get; init; } = 1;

    public bool Audio { get; init; } = true;

    /// <summary>Ticks of 1/90000 s.</summary>
    public int FrameTicks { get; init; } = 9_000;

    public int StartMilliseconds { get; init; }

    public int FramesPerFragment { get; init; } = 5;

    /// <summary>Pictures that are shown after one that is decoded later: 0 for none.</summary>
    public int Reordered { get; init; }

    /// <summary>Whether a configuration tells the distance of random access points.</summary>
    public bool IntervalTold { get; init; }

    public int AudioLagMilliseconds { get; init; }

    /// <summary>The first groups of pictures are without sound.</summary>
    public int SilentGroups { get; init; }

    public IReadOnlyList<Group> Groups { get; init; } = [];

    public bool Ends { get; init; }

    public static Gen<LogShape> Any { get; } =
        from videos in Gen.Int[1, 3]
        from audio in Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false)))
        from frame in Gen.Int[0, 2].Select(index => new[] { 9_000, 18_000, 15_015 }[index])
        from start in Gen.OneOf(Gen.Const(0), Gen.Int[0, 5_000])
        from perFragment in Gen.Int[1, 6]
        from reordered in Gen.Int[0, 2]
        from told in Gen.Bool
        from lag in Gen.OneOf(Gen.Const(0), Gen.Int[-1_500, 9_000])
        from silent in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 6]))
        from regular in Gen.Int[2, 40]
        from groups in Group.Any(regular).Array[1, 18]
        from ends in Gen.Bool
        select new LogShape
        {
            Videos = videos,
            Audio = audio,
            FrameTicks = frame,
            StartMilliseconds = start,
            FramesPerFragment = perFragment,
            Reordered = reordered,
            IntervalTold = told,
            AudioLagMilliseconds = lag,
            SilentGroups = silent,
            Groups = groups,
            Ends = ends,
        };

    /// <summary>The records in log order.</summary>
    public IReadOnlyList<LogRecord> Records()
    {
        var timed = new List<(long Key, LogRecord Record)>();
        var start = (Epoch * 90_000) + (StartMilliseconds * 90L);
        var longest = Groups.Count > 0 ? Groups.Max(group => group.Frames) : 1;
        var interval = IntervalTold ? (long)longest * FrameTicks : 0;
        for (var video = 0; video < Videos; video++)
        {
            timed.Add((long.MinValue, Samples.VideoConfig(1 + video, $"v{video}", version: 0, FrameTicks, interval)));
        }

        var soundFrom = long.MaxValue;
        var at = start;
        long frame = 0;
        var version = 0;
        for (var index = 0; index < Groups.Count; index++)
        {
            var group = Groups[index];
            at += group.HoleMilliseconds * 90L;
            if (group.Discontinuous)
            {
                timed.Add((at, new Discontinuity()));
            }

            if (group.NewHeader || group.NewConfig)
            {
                version += group.NewHeader ? 1 : 0;
                for (var video = 0; video < Videos; video++)
                {
                    timed.Add((at, Samples.VideoConfig(1 + video, $"v{video}", version, FrameTicks, interval + (group.NewConfig ? index : 0))));
                }
            }

            if (index == SilentGroups && Audio)
            {
                soundFrom = at;
                timed.Add((at + (AudioLagMilliseconds * 90L), Samples.AudioConfig(1 + Videos, "a0")));
            }

            for (var first = 0; first < group.Frames; first += FramesPerFragment)
            {
                var count = Math.Min(FramesPerFragment, group.Frames - first);
                for (var video = 0; video < Videos; video++)
                {
                    var fragment = Samples.Video(1 + video, frame + first, at + ((long)first * FrameTicks), count, FrameTicks, first == 0, Offsets(group, first, count));
                    timed.Add((at + ((long)(first + count) * FrameTicks), fragment));
                }
            }

            var until = at + ((long)group.Frames * FrameTicks);
            if (soundFrom != long.MaxValue)
            {
                AddSound(timed, group.Mute ? until : soundFrom, until);
                soundFrom = until;
            }

            frame += group.Frames;
            at = until;
        }

        List<LogRecord> records = [.. timed.OrderBy(item => item.Key).Select(item => item.Record)];
        if (Ends)
        {
            records.Add(new End());
        }

        return records;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"videos {Videos} audio {Audio} frame {FrameTicks} start {StartMilliseconds} ms, {FramesPerFragment} frames a fragment, reordered {Reordered}, told {IntervalTold}, lag {AudioLagMilliseconds} ms, silent {SilentGroups}, ends {Ends}: {string.Join(" ", Groups)}");

    private int[] Offsets(Group group, int first, int count)
    {
        var offsets = new int[count];
        for (var index = 0; index < count; index++)
        {
            // Decoded I P B B P B B: every picture is shown so many frames late, a P after the Bs that follow it.
            var place = first + index;
            var inRun = (place - 1) % (Reordered + 1);
            var whole = place > 0 && place - inRun + Reordered < group.Frames;
            offsets[index] = Reordered == 0 || !whole ? Reordered : inRun == 0 ? 2 * Reordered : Reordered - 1;
        }

        return offsets;
    }

    private void AddSound(List<(long Key, LogRecord Record)> timed, long from, long until)
    {
        // Whole frames of 1024 samples on one grid, so that what belongs together joins without a break.
        var first = (new MediaTime(from, 90_000).Rescale(48_000).Ticks + 1023) / 1024;
        var last = (new MediaTime(until, 90_000).Rescale(48_000).Ticks + 1023) / 1024;
        for (var frame = first; frame < last; frame += 20)
        {
            var count = (int)Math.Min(20, last - frame);
            var end = new MediaTime((frame + count) * 1024, 48_000).Rescale(90_000).Ticks;
            timed.Add((end + (AudioLagMilliseconds * 90L), Samples.Audio(1 + Videos, frame, count)));
        }
    }

    /// <summary>One group of pictures and what happens before it.</summary>
    internal sealed record Group(int Frames, int HoleMilliseconds = 0, bool Discontinuous = false, bool NewHeader = false, bool NewConfig = false, bool Mute = false)
    {
        public static Gen<Group> Any(int regular) =>
            from frames in Gen.Frequency((6, Gen.Const(regular)), (1, Gen.Int[1, 60]))
            from hole in Gen.Frequency((12, Gen.Const(0)), (2, Gen.Int[1, 4_000]), (1, Gen.Int[4_000, 200_000]))
            from broken in Gen.Frequency((6, Gen.Const(false)), (1, Gen.Const(true)))
            from header in Gen.Frequency((6, Gen.Const(false)), (1, Gen.Const(true)))
            from config in Gen.Frequency((8, Gen.Const(false)), (1, Gen.Const(true)))
            from mute in Gen.Frequency((8, Gen.Const(false)), (1, Gen.Const(true)))
            select new Group(frames, hole, broken, broken && header, config, mute);

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"[{(HoleMilliseconds > 0 ? $"hole {HoleMilliseconds} " : "")}{(Discontinuous ? "D " : "")}{(NewHeader ? "H " : "")}{(NewConfig ? "C " : "")}{(Mute ? "mute " : "")}{Frames}]");
    }
}
