namespace Headwater.Log;

/// <summary>One extent as its storage lists it.</summary>
/// <param name="FirstSequence">The number under which it was created: the sequence of its first record.</param>
/// <param name="LengthBytes">Its length.</param>
public readonly record struct StoredExtent(long FirstSequence, long LengthBytes);
