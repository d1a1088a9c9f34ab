namespace Headwater.Log;

/// <summary>The storage has no room for what was to be written; some of it may have been written.</summary>
public sealed class LogStorageFullException : IOException
{
    /// <summary>No room, without more to say.</summary>
    public LogStorageFullException()
        : base("The log's storage is full.")
    {
    }

    /// <summary>No room; the message says where.</summary>
    public LogStorageFullException(string message)
        : base(message)
    {
    }

    /// <summary>No room; the message says where, the inner exception what the system said.</summary>
    public LogStorageFullException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
