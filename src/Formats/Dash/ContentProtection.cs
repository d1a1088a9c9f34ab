using Headwater.Foundation;

namespace Headwater.Formats.Dash;

/// <summary>One way to get at protected media. Specification: ISO/IEC 23009-1, 5.8.4.1; ISO/IEC 23001-7, 11.2.</summary>
public sealed record ContentProtection
{
    /// <summary>The scheme: <c>urn:mpeg:dash:mp4protection:2011</c> or a DRM system's <c>urn:uuid:</c>.</summary>
    public required string SchemeIdUri { get; init; }

    /// <summary>The value, such as <c>cenc</c> or <c>cbcs</c>, or null.</summary>
    public string? Value { get; init; }

    /// <summary>Default key identifier (cenc:default_KID), or null.</summary>
    public Guid? DefaultKeyId { get; init; }

    /// <summary>A whole <c>pssh</c> box (cenc:pssh), or null.</summary>
    public EquatableList<byte>? Pssh { get; init; }

    /// <summary>A PlayReady object (mspr:pro), or null.</summary>
    public EquatableList<byte>? PlayReadyObject { get; init; }

    /// <summary>Licence server (dashif:Laurl), or null.</summary>
    public string? LicenseUrl { get; init; }
}
