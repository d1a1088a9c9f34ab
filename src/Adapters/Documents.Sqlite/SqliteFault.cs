using Microsoft.Data.Sqlite;

namespace Headwater.Documents.Sqlite;

/// <summary>Says what SQLite said in the port's words: every fault an <see cref="IOException"/>.</summary>
internal static class SqliteFault
{
    // Primary result codes of SQLite (https://www.sqlite.org/rescode.html).
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int NotADatabase = 26;

    /// <summary>The exception to throw in its place.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cause">What SQLite said.</param>
    public static IOException Of(string path, SqliteException cause) => cause.SqliteErrorCode switch
    {
        Corrupt => Damaged(path, cause.Message, cause),
        NotADatabase => Damaged(path, "it is not a database, or its header is gone", cause),
        Full => new IOException($"No room for '{path}'.", cause),
        Busy or Locked => new IOException($"'{path}' is held by another process.", cause),
        _ => new IOException($"'{path}': {cause.Message}", cause),
    };

    /// <summary>The file cannot be trusted any more.</summary>
    public static IOException Damaged(string path, string how, Exception? cause = null) =>
        new($"The documents in '{path}' are damaged: {how}. Put a backup in its place; nothing was changed.", cause);
}
