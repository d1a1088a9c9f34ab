using System.Net;
using System.Net.Sockets;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>What makes an origin endpoint's settings good; what this platform cannot show is refused here, so that nothing is served otherwise than asked.</summary>
internal static class EndpointRules
{
    private const int MostSegmentSeconds = 30;
    private const int MostWindowSeconds = 300;
    private const int MostDelaySeconds = 86_400;
    private const int MostAgeSeconds = 1_209_600;
    private const int LongestManifestName = 256;

    /// <summary>Every fault, for a person.</summary>
    public static IReadOnlyList<string> Check(EndpointSettings settings)
    {
        var faults = new List<string>();
        Require(settings.Packages().Count() == 1, "Exactly one of HlsPackage, CmafPackage, DashPackage and MssPackage is required", faults);
        Require(settings.MssPackage is null, "MssPackage: this platform does not package Microsoft Smooth Streaming", faults);
        Require(IsManifestName(settings.ManifestName), $"ManifestName must be 1 to {LongestManifestName} letters, digits, underscores, dashes or, behind the first, dots", faults);
        Times(settings, faults);
        foreach (var cidr in settings.Whitelist.Where(cidr => !IsBlock(cidr)))
        {
            faults.Add($"Whitelist: '{cidr}' is not an IPv4 CIDR block");
        }

        Hls(settings.HlsPackage, faults);
        Cmaf(settings.CmafPackage, faults);
        Dash(settings.DashPackage, faults);
        return faults;
    }

    private static void Times(EndpointSettings settings, List<string> faults)
    {
        var (startover, delay) = (settings.StartoverWindowSeconds, settings.TimeDelaySeconds);
        Require(startover is >= 0 and <= MostAgeSeconds, $"StartoverWindowSeconds must be 0 to {MostAgeSeconds}", faults);
        Require(delay is 0 or (>= 5 and <= MostDelaySeconds), $"TimeDelaySeconds must be 5 to {MostDelaySeconds}", faults);
        Require(startover == 0 || delay < startover, "TimeDelaySeconds must be less than StartoverWindowSeconds", faults);
        Require((long)startover + delay <= MostAgeSeconds, $"StartoverWindowSeconds and TimeDelaySeconds together must be at most {MostAgeSeconds}, for content is kept so long", faults);
    }

    private static void Hls(HlsPackage? package, List<string> faults)
    {
        if (package is null)
        {
            return;
        }

        const string at = "HlsPackage";
        Common(at, package.SegmentDurationSeconds, package.Encryption is not null, package.StreamSelection, faults);
        Playlist(at, package.PlaylistWindowSeconds, package.ProgramDateTimeIntervalSeconds, package.AdMarkers, faults);
    }

    private static void Cmaf(CmafPackage? package, List<string> faults)
    {
        if (package is null)
        {
            return;
        }

        const string at = "CmafPackage";
        Common(at, package.SegmentDurationSeconds, package.Encryption is not null, package.StreamSelection, faults);
        Require(package.HlsManifests.DistinctBy(manifest => manifest.Id, StringComparer.Ordinal).Count() == package.HlsManifests.Count, $"{at}: the Id of each of HlsManifests must be unique", faults);
        Require(package.SegmentPrefix is null || IsId(package.SegmentPrefix), $"{at}: SegmentPrefix must be letters, digits, underscores or dashes", faults);
        foreach (var manifest in package.HlsManifests)
        {
            Require(IsId(manifest.Id), $"{at}: the Id of each of HlsManifests must be letters, digits, underscores or dashes", faults);
            Require(string.IsNullOrEmpty(manifest.ManifestName) || IsManifestName(manifest.ManifestName), $"{at}: ManifestName '{manifest.ManifestName}' is no file name", faults);
            Playlist(at, manifest.PlaylistWindowSeconds, manifest.ProgramDateTimeIntervalSeconds, manifest.AdMarkers, faults);
        }
    }

    private static void Dash(DashPackage? package, List<string> faults)
    {
        if (package is null)
        {
            return;
        }

        const string at = "DashPackage";
        Common(at, package.SegmentDurationSeconds, package.Encryption is not null, package.StreamSelection, faults);
        Require(package.ManifestWindowSeconds is >= 1 and <= MostWindowSeconds, $"{at}: ManifestWindowSeconds must be 1 to {MostWindowSeconds}", faults);
        Require(package.MinBufferTimeSeconds >= 0 && package.MinUpdatePeriodSeconds >= 0 && package.SuggestedPresentationDelaySeconds >= 0, $"{at}: times must not be negative", faults);
        Require(package.Profile != "HYBRIDCAST" || package.PeriodTriggers.Count == 0, $"{at}: PeriodTriggers cannot be used with the HYBRIDCAST profile", faults);
        Require(package.Profile == "NONE", $"{at}: Profile {package.Profile} is not applied by this platform; use NONE", faults);
        Require(package.SegmentTemplateFormat != "NUMBER_WITH_DURATION", $"{at}: SegmentTemplateFormat NUMBER_WITH_DURATION is not applied by this platform; use one with a timeline", faults);
        Require(package.UtcTiming == "NONE", $"{at}: UtcTiming {package.UtcTiming} is not applied by this platform; use NONE", faults);
        Require(!package.IncludeIframeOnlyStream, $"{at}: IncludeIframeOnlyStream is not applied to DASH by this platform", faults);
    }

    private static void Common(string at, int segmentSeconds, bool isEncrypted, StreamSelection selection, List<string> faults)
    {
        Require(segmentSeconds is >= 1 and <= MostSegmentSeconds, $"{at}: SegmentDurationSeconds must be 1 to {MostSegmentSeconds}", faults);
        Require(!isEncrypted, $"{at}: Encryption is not applied by this platform, which refuses to serve in the clear what is to be encrypted", faults);
        Require(
            selection.MinVideoBitsPerSecond >= 0 && selection.MaxVideoBitsPerSecond >= selection.MinVideoBitsPerSecond,
            $"{at}: StreamSelection must have 0 <= MinVideoBitsPerSecond <= MaxVideoBitsPerSecond",
            faults);
        Require(selection.IsEverything(), $"{at}: StreamSelection is not applied by this platform; leave it out to show every rendition in its order", faults);
    }

    private static void Playlist(string at, int windowSeconds, int programDateTimeSeconds, string adMarkers, List<string> faults)
    {
        Require(windowSeconds is >= 1 and <= MostWindowSeconds, $"{at}: PlaylistWindowSeconds must be 1 to {MostWindowSeconds}", faults);
        Require(programDateTimeSeconds is >= 0 and <= MostAgeSeconds, $"{at}: ProgramDateTimeIntervalSeconds must be 0 to {MostAgeSeconds}", faults);
        Require(adMarkers != "DATERANGE" || programDateTimeSeconds > 0, $"{at}: AdMarkers DATERANGE needs a ProgramDateTimeIntervalSeconds greater than 0", faults);
    }

    private static void Require(bool good, string fault, List<string> faults)
    {
        if (!good)
        {
            faults.Add(fault);
        }
    }

    private static bool IsManifestName(string name) =>
        name.Length is >= 1 and <= LongestManifestName && name[0] != '.' && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.');

    private static bool IsId(string id) => id.Length is >= 1 and <= LongestManifestName && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    private static bool IsBlock(string cidr) =>
        IPNetwork.TryParse(cidr, out var network) && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork && network.ToString() == cidr;
}
