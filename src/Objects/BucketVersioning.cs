using System.Text.Json.Serialization;

namespace Headwater.Objects;

/// <summary>Whether a bucket keeps what was overwritten or deleted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BucketVersioning>))]
public enum BucketVersioning
{
    /// <summary>Never did.</summary>
    Off,

    /// <summary>Every version is kept.</summary>
    Enabled,

    /// <summary>What was kept stays; new writes replace each other.</summary>
    Suspended,
}
