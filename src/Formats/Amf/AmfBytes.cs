using Headwater.Foundation;

namespace Headwater.Formats.Amf;

/// <summary>A byte array; exists in version 3 only, version 0 carries it behind its avmplus marker.</summary>
/// <param name="Items">The bytes.</param>
public sealed record AmfBytes(EquatableList<byte> Items) : AmfValue;
