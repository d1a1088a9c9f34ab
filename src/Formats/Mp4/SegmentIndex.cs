using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Headwater.Foundation;

namespace Headwater.Formats.Mp4;

/// <summary>A <c>sidx</c> box: where stretches of media lie behind it, and when they are shown.</summary>
/// <remarks>Specification: ISO/IEC 14496-12, 8.16.3. References to further indexes are not written, and refused when read.</remarks>
public sealed record SegmentIndex
{
    private const int MaxReferences = ushort.MaxValue;
    private const uint SapType1 = 1;

    /// <summary>reference_ID: the track_ID.</summary>
    public required uint ReferenceId { get; init; }

    /// <summary>Ticks per second.</summary>
    public required uint Timescale { get; init; }

    /// <summary>Earliest presentation time of the first reference in ticks; not negative.</summary>
    public required long EarliestPresentationTicks { get; init; }

    /// <summary>Bytes between the end of the box and the first reference.</summary>
    public long FirstOffsetBytes { get; init; }

    /// <summary>The references in order, at most 65,535.</summary>
    public required EquatableList<SegmentReference> References { get; init; }

    /// <summary>Writes the box, version 1.</summary>
    public void Write(IBufferWriter<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(References.Count, MaxReferences, nameof(References));
        ArgumentOutOfRangeException.ThrowIfNegative(EarliestPresentationTicks);
        var writer = new BoxWriter();
        var box = writer.BeginFull(BoxTypes.Sidx, version: 1);
        writer.UInt32(ReferenceId);
        writer.UInt32(Timescale);
        writer.UInt64((ulong)EarliestPresentationTicks);
        writer.UInt64((ulong)FirstOffsetBytes);
        writer.UInt16(0);
        writer.UInt16((ushort)References.Count);
        foreach (var reference in References)
        {
            writer.UInt32((uint)reference.LengthBytes & 0x7FFF_FFFF);
            writer.UInt32(reference.DurationTicks);
            writer.UInt32(reference.StartsWithSap ? 0x8000_0000 | (SapType1 << 28) : 0);
        }

        writer.End(box);
        writer.CopyTo(destination);
    }

    /// <summary>Reads the content of a <c>sidx</c> box, either version; false when it is malformed or refers to further indexes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> content, [NotNullWhen(true)] out SegmentIndex? result)
    {
        result = null;
        var fields = new FieldReader(content);
        var (version, _) = fields.FullBox();
        var id = fields.UInt32();
        var timescale = fields.UInt32();
        var earliest = fields.UInt64When(version != 0);
        var firstOffset = fields.UInt64When(version != 0);
        fields.Skip(2);
        var count = fields.UInt16();
        if (fields.Failed || timescale == 0 || earliest > long.MaxValue || firstOffset > long.MaxValue || fields.Rest.Length < count * 12)
        {
            return false;
        }

        var references = new SegmentReference[count];
        for (var i = 0; i < count; i++)
        {
            var length = fields.UInt32();
            var duration = fields.UInt32();
            var sap = fields.UInt32();
            if ((length & 0x8000_0000) != 0)
            {
                return false;
            }

            references[i] = new((int)length, duration, (sap & 0x8000_0000) != 0);
        }

        result = new SegmentIndex
        {
            ReferenceId = id,
            Timescale = timescale,
            EarliestPresentationTicks = (long)earliest,
            FirstOffsetBytes = (long)firstOffset,
            References = EquatableList.Create<SegmentReference>(references),
        };
        return true;
    }
}
