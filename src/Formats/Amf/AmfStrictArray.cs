using Headwater.Foundation;

namespace Headwater.Formats.Amf;

/// <summary>A dense array; vectors of version 3 are read as one, dictionaries as one of pairs.</summary>
/// <param name="Items">The elements in order.</param>
public sealed record AmfStrictArray(EquatableList<AmfValue> Items) : AmfValue;
