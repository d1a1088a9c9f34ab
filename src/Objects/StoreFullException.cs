namespace Headwater.Objects;

/// <summary>There is no room for what is being written.</summary>
public sealed class StoreFullException(string message, Exception? cause) : IOException(message, cause);
