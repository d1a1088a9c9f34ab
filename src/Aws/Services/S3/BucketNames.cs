using System.Net;
using System.Text.RegularExpressions;

namespace Headwater.Aws.Services.S3;

/// <summary>Which names buckets may have.</summary>
internal static partial class BucketNames
{
    private static readonly string[] s_reservedBeginnings = ["xn--", "sthree-", "amzn-s3-demo-"];
    private static readonly string[] s_reservedEnds = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    /// <summary>Whether the name may be given to a bucket.</summary>
    public static bool IsGood(string name) =>
        Shape().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal)
        && !(name.Count(letter => letter == '.') == 3 && IPAddress.TryParse(name, out _))
        && !Array.Exists(s_reservedBeginnings, beginning => name.StartsWith(beginning, StringComparison.Ordinal))
        && !Array.Exists(s_reservedEnds, end => name.EndsWith(end, StringComparison.Ordinal));

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\\z")]
    private static partial Regex Shape();
}
