namespace Headwater.Log;

/// <summary>How a log stores and how long it keeps. Immutable; <see cref="MediaLog.SetRetention"/> replaces the retention while the log runs.</summary>
public sealed record MediaLogOptions
{
    /// <summary>How much media stays readable, measured back from the newest fragment's end. Default 10 minutes; greater than zero.</summary>
    public TimeSpan RetentionPromise { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Most bytes the log keeps, whatever is promised; null for no bound but the storage's. At least 64 KiB. Default null.</summary>
    /// <remarks>An extent then closes at a quarter of it at the latest, so that giving one up leaves most of the media.</remarks>
    public long? MaximumBytes { get; init; }

    /// <summary>
    /// To how much media a full storage may shorten the promise so that new media can be stored. Default 1 minute, zero or more.
    /// At or above <see cref="RetentionPromise"/> new media is dropped instead.
    /// </summary>
    public TimeSpan RetentionFloor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Media time after which an extent is closed and the next begun: the grain of retention. Default 30 s; greater than zero.</summary>
    public TimeSpan ExtentDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Size at which an extent is closed and the next begun; only one record larger than that makes a larger extent. Default 64 MiB; 4 KiB or more.</summary>
    public int ExtentBytes { get; init; } = 64 << 20;

    /// <summary>Longest time that stored bytes wait before the storage is asked to secure them against loss of power. Default 5 s; greater than zero.</summary>
    /// <remarks>A closed extent is secured at once. Neither is waited for by an append: loss of power may cost this much media, the end of the process costs none.</remarks>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many extents are held open for readers; more are opened and closed as they are read. Default 64; 1 or more.</summary>
    public int OpenExtents { get; init; } = 64;

    internal void ThrowIfInvalid()
    {
        List<string> faults = [];
        Check(RetentionPromise > TimeSpan.Zero, $"{nameof(RetentionPromise)} must be greater than zero, not {RetentionPromise}.");
        Check(MaximumBytes is null or >= 65_536, $"{nameof(MaximumBytes)} must be 65,536 or more, not {MaximumBytes}.");
        Check(RetentionFloor >= TimeSpan.Zero, $"{nameof(RetentionFloor)} must not be negative, as {RetentionFloor} is.");
        Check(ExtentDuration > TimeSpan.Zero, $"{nameof(ExtentDuration)} must be greater than zero, not {ExtentDuration}.");
        Check(ExtentBytes >= 4096, $"{nameof(ExtentBytes)} must be 4,096 or more, not {ExtentBytes}.");
        Check(FlushInterval > TimeSpan.Zero, $"{nameof(FlushInterval)} must be greater than zero, not {FlushInterval}.");
        Check(OpenExtents >= 1, $"{nameof(OpenExtents)} must be 1 or more, not {OpenExtents}.");
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', faults));
        }

        void Check(bool valid, string fault)
        {
            if (!valid)
            {
                faults.Add(fault);
            }
        }
    }
}
