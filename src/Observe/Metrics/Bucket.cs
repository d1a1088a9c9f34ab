namespace Headwater.Observe.Metrics;

/// <summary>What is kept of the values of one metric in one span of time. Owned by the store.</summary>
public sealed class Bucket
{
    /// <summary>Values after which similar ones are joined, so that a bucket's size is bounded.</summary>
    public const int MostCentroids = 10;

    private readonly List<Centroid> _centroids = new(MostCentroids + 1);

    /// <summary>How many values; zero or more.</summary>
    public double Count { get; private set; }

    /// <summary>Their sum.</summary>
    public double Sum { get; private set; }

    /// <summary>The least of them.</summary>
    public double Minimum { get; private set; } = double.PositiveInfinity;

    /// <summary>The greatest of them.</summary>
    public double Maximum { get; private set; } = double.NegativeInfinity;

    /// <summary>Whether percentiles can be told: not when a statistic set of unlike values is in it.</summary>
    public bool HasDistribution { get; private set; } = true;

    /// <summary>Values with their weights, in order of value; exact up to <see cref="MostCentroids"/> different values.</summary>
    internal IReadOnlyList<Centroid> Centroids => _centroids;

    /// <summary>Adds a value that was seen <paramref name="count"/> times.</summary>
    public void Add(double value, double count) => Add(new StatisticSet(count, value * count, value, value));

    /// <summary>Adds what somebody else has summed up.</summary>
    public void Add(StatisticSet set)
    {
        if (set.SampleCount <= 0)
        {
            return;
        }

        Extend(set.SampleCount, set.Sum, set.Minimum, set.Maximum);
        if (set.Minimum.Equals(set.Maximum) || set.SampleCount.Equals(1))
        {
            Join(new Centroid(set.Minimum, set.SampleCount));
        }
        else
        {
            LoseDistribution();
        }
    }

    /// <summary>Adds all of another bucket.</summary>
    public void Add(Bucket other)
    {
        Extend(other.Count, other.Sum, other.Minimum, other.Maximum);
        if (!other.HasDistribution)
        {
            LoseDistribution();
        }

        foreach (var centroid in other._centroids)
        {
            Join(centroid);
        }
    }

    /// <summary>The value below which <paramref name="percent"/> of the values lie, interpolated between neighbours; NaN when it cannot be told.</summary>
    /// <param name="percent">0 to 100.</param>
    public double Percentile(double percent)
    {
        if (!HasDistribution || _centroids.Count == 0)
        {
            return double.NaN;
        }

        // Values stand at the middle of their weight, the least and greatest at the ends.
        var target = percent / 100 * Count;
        double before = 0, lastValue = Minimum, lastRank = 0;
        foreach (var centroid in _centroids)
        {
            var first = before + 0.5;
            var last = before + centroid.Weight - 0.5;
            if (target < first)
            {
                return Between(lastRank, lastValue, first, centroid.Value, target);
            }

            if (target <= last)
            {
                return centroid.Value;
            }

            (before, lastValue, lastRank) = (before + centroid.Weight, centroid.Value, last);
        }

        return Between(lastRank, lastValue, Count, Maximum, target);
    }

    internal static Bucket Restore(StatisticSet set, IEnumerable<Centroid> centroids, bool hasDistribution)
    {
        var bucket = new Bucket { HasDistribution = hasDistribution };
        bucket.Extend(set.SampleCount, set.Sum, set.Minimum, set.Maximum);
        bucket._centroids.AddRange(centroids);
        return bucket;
    }

    private static double Between(double lowRank, double low, double highRank, double high, double rank) =>
        highRank <= lowRank ? high : low + ((high - low) * Math.Clamp((rank - lowRank) / (highRank - lowRank), 0, 1));

    private void Extend(double count, double sum, double minimum, double maximum)
    {
        Count += count;
        Sum += sum;
        Minimum = Math.Min(Minimum, minimum);
        Maximum = Math.Max(Maximum, maximum);
    }

    private void LoseDistribution()
    {
        HasDistribution = false;
        _centroids.Clear();
    }

    private void Join(Centroid added)
    {
        if (!HasDistribution)
        {
            return;
        }

        var index = _centroids.FindIndex(centroid => centroid.Value >= added.Value);
        if (index >= 0 && _centroids[index].Value.Equals(added.Value))
        {
            _centroids[index] = _centroids[index] with { Weight = _centroids[index].Weight + added.Weight };
            return;
        }

        _centroids.Insert(index < 0 ? _centroids.Count : index, added);
        if (_centroids.Count > MostCentroids)
        {
            JoinNearest();
        }
    }

    private void JoinNearest()
    {
        // The ends stay exact, for the least and the greatest are what people ask for.
        var best = 1;
        for (var index = 2; index < _centroids.Count - 2; index++)
        {
            if (Cost(index) < Cost(best))
            {
                best = index;
            }
        }

        var (low, high) = (_centroids[best], _centroids[best + 1]);
        var weight = low.Weight + high.Weight;
        _centroids[best] = new Centroid(((low.Value * low.Weight) + (high.Value * high.Weight)) / weight, weight);
        _centroids.RemoveAt(best + 1);
    }

    private double Cost(int index) => (_centroids[index + 1].Value - _centroids[index].Value) * (_centroids[index].Weight + _centroids[index + 1].Weight);
}
