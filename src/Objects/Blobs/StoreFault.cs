namespace Headwater.Objects.Blobs;

/// <summary>Says what the file system said in the port's words: no room is a <see cref="StoreFullException"/>, every other fault an <see cref="IOException"/>.</summary>
internal static class StoreFault
{
    // errno of Linux and macOS; .NET hands it through as HResult.
    private const int NoSpace = 28;
    private const int FileTooLarge = 27;
    private const int LinuxQuotaExceeded = 122;
    private const int MacQuotaExceeded = 69;

    // HRESULTs of Windows.
    private const int HandleDiskFull = unchecked((int)0x80070027);
    private const int DiskFull = unchecked((int)0x80070070);

    /// <summary>Runs a file operation.</summary>
    public static T Named<T>(Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Of(cause);
        }
    }

    /// <summary>The exception to throw in its place.</summary>
    public static Exception Of(Exception cause) => cause switch
    {
        StoreFullException => cause,
        IOException when cause.HResult is NoSpace or FileTooLarge or LinuxQuotaExceeded or MacQuotaExceeded or HandleDiskFull or DiskFull =>
            new StoreFullException("There is no room in the object store.", cause),
        IOException => cause,
        _ => new IOException(cause.Message, cause),
    };
}
