namespace Headwater.Formats.MpegTs;

/// <summary>A whole section of a stream that carries sections, its CRC checked: a splice_info_section.</summary>
/// <param name="Pid">The PID of its stream.</param>
/// <param name="Payload">From table_id to the CRC.</param>
public sealed record TsSection(int Pid, ReadOnlyMemory<byte> Payload) : TsEvent
{
    /// <summary>Equal when the bytes are.</summary>
    public bool Equals(TsSection? other) => other is not null && Pid == other.Pid && Payload.Span.SequenceEqual(other.Payload.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pid, Payload.Length);
}
