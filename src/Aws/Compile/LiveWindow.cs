namespace Headwater.Aws.Compile;

/// <summary>How much a live manifest lists.</summary>
internal static class LiveWindow
{
    private const int LeastSegments = 3;

    /// <summary>What was asked for, or three segments when that is more: fewer make no playable list.</summary>
    /// <remarks>Specification: RFC 8216, 6.2.2.</remarks>
    public static TimeSpan Of(int windowSeconds, int segmentSeconds) => TimeSpan.FromSeconds(Math.Max(windowSeconds, segmentSeconds * LeastSegments));
}
