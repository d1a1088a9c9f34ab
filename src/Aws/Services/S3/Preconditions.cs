using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>Conditions of reads and of sources of copies.</summary>
/// <remarks>Specification: RFC 9110, 13.2.2.</remarks>
/// <param name="IfMatch">ETags, or null.</param>
/// <param name="IfNoneMatch">ETags, or null.</param>
/// <param name="IfModifiedSince">A time, or null.</param>
/// <param name="IfUnmodifiedSince">A time, or null.</param>
internal sealed record Preconditions(string? IfMatch, string? IfNoneMatch, DateTimeOffset? IfModifiedSince, DateTimeOffset? IfUnmodifiedSince)
{
    /// <summary>Reads the members.</summary>
    /// <param name="request">The request.</param>
    /// <param name="beginning">Empty, or <c>CopySource</c>.</param>
    public static Preconditions Of(JsonObject request, string beginning = "") =>
        new(request.Text(beginning + "IfMatch"), request.Text(beginning + "IfNoneMatch"), request.Time(beginning + "IfModifiedSince"), request.Time(beginning + "IfUnmodifiedSince"));

    /// <summary>Ends a read whose conditions do not hold: 412, or 304 for who has it already.</summary>
    public void CheckRead(ObjectVersion version, CallContext context)
    {
        CheckMatch(version);
        if (IsKnown(version))
        {
            context.ResponseHeaders["ETag"] = ObjectAnswers.Quoted(version.ETag);
            context.ResponseHeaders["Last-Modified"] = version.Modified.UtcDateTime.ToString("R");
            throw S3Error.Of("NotModified", 304, "Not Modified");
        }
    }

    /// <summary>Ends a copy whose conditions do not hold.</summary>
    public void CheckCopy(ObjectVersion version)
    {
        CheckMatch(version);
        if (IsKnown(version))
        {
            throw S3Error.From(new Refusal.ConditionFailed("x-amz-copy-source-If-None-Match"));
        }
    }

    /// <summary>Whether a list of ETags names one.</summary>
    public static bool Names(string etags, string etag) =>
        etags.Split(',').Select(Bare).Any(each => each == "*" || each == etag);

    /// <summary>An ETag without quotes.</summary>
    public static string Bare(string etag) => etag.Trim().TrimStart('W', '/').Trim('"');

    private void CheckMatch(ObjectVersion version)
    {
        if (IfMatch is not null)
        {
            if (!Names(IfMatch, version.ETag))
            {
                throw S3Error.From(new Refusal.ConditionFailed("If-Match"));
            }
        }
        else if (IfUnmodifiedSince is { } since && Seconds(version.Modified) > Seconds(since))
        {
            throw S3Error.From(new Refusal.ConditionFailed("If-Unmodified-Since"));
        }
    }

    private bool IsKnown(ObjectVersion version) =>
        IfNoneMatch is not null ? Names(IfNoneMatch, version.ETag) : IfModifiedSince is { } since && Seconds(version.Modified) <= Seconds(since);

    // HTTP dates have whole seconds.
    private static long Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds();
}
