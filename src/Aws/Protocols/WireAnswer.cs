namespace Headwater.Aws.Protocols;

/// <summary>An answer as it goes, without a server around it.</summary>
public sealed class WireAnswer
{
    /// <summary>HTTP status.</summary>
    public required int Status { get; set; }

    /// <summary>Headers by any case.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The body; empty for none or when the answer streams.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }
}
