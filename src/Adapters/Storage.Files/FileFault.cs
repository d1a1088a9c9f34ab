using Headwater.Log;

namespace Headwater.Storage.Files;

/// <summary>Says what the file system said in the port's words: every fault an <see cref="IOException"/>, no room a <see cref="LogStorageFullException"/>.</summary>
internal static class FileFault
{
    // errno of Linux and macOS; .NET hands it through as HResult.
    private const int NoSpace = 28;
    private const int LinuxQuotaExceeded = 122;
    private const int MacQuotaExceeded = 69;

    // HRESULTs of Windows.
    private const int HandleDiskFull = unchecked((int)0x80070027);
    private const int DiskFull = unchecked((int)0x80070070);

    /// <summary>Runs a file operation on a path.</summary>
    public static T Named<T>(string path, Func<string, T> operation)
    {
        try
        {
            return operation(path);
        }
        catch (Exception cause) when (IsOne(cause))
        {
            throw Of(cause, path);
        }
    }

    /// <summary>Whether an exception is the file system's.</summary>
    public static bool IsOne(Exception cause) => cause is IOException or UnauthorizedAccessException;

    /// <summary>The exception to throw in its place.</summary>
    public static Exception Of(Exception cause, string path) => cause switch
    {
        DirectoryNotFoundException => new FileNotFoundException(cause.Message, path, cause),
        IOException when cause.HResult is NoSpace or LinuxQuotaExceeded or MacQuotaExceeded or HandleDiskFull or DiskFull =>
            new LogStorageFullException($"No room for '{path}'.", cause),
        IOException => cause,
        _ => new IOException($"'{path}': {cause.Message}", cause),
    };
}
