using System.Globalization;
using System.Security.Cryptography;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>Makes ids of channels, inputs and groups: seven decimal digits. A commit that expects nothing there finds out whether one is taken.</summary>
internal static class ResourceIds
{
    public static string New() => RandomNumberGenerator.GetInt32(1_000_000, 10_000_000).ToString(CultureInfo.InvariantCulture);
}
