using Microsoft.Data.Sqlite;

namespace Headwater.Documents.Sqlite;

/// <summary>One file of documents: how it is opened, made and recognised.</summary>
/// <param name="path">Where it is.</param>
internal sealed class DocumentFile(string path)
{
    /// <summary>The format this version writes and reads; <c>user_version</c> of the file.</summary>
    public const int Format = 1;

    // "HWdc" in ASCII; application_id of the file.
    private const int ApplicationId = 0x48576463;

    private const string Schema = """
        CREATE TABLE document (collection BLOB NOT NULL, id BLOB NOT NULL, version INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (collection, id));
        CREATE TABLE latest (version INTEGER NOT NULL);
        INSERT INTO latest VALUES (0);
        """;

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>Opens the connection that writes; makes the file when there is none.</summary>
    /// <exception cref="IOException">It is foreign, newer, damaged, or cannot be opened.</exception>
    public SqliteConnection OpenWriter()
    {
        Touch();
        var connection = Connect(SqliteOpenMode.ReadWriteCreate);
        try
        {
            Recognise(connection);
            Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;");
            Make(connection);
            return connection;
        }
        catch (SqliteException cause)
        {
            connection.Dispose();
            throw SqliteFault.Of(path, cause);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection that reads the file which the writer opened before.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = Connect(SqliteOpenMode.ReadWrite);
        Run(connection, "PRAGMA query_only=1;");
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Makes an empty file, which SQLite takes for a new one, that only its owner may read: secrets lie in it.</summary>
    private void Touch()
    {
        if (OperatingSystem.IsWindows() || System.IO.Path.Exists(path))
        {
            return;
        }

        try
        {
            File.Open(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }).Dispose();
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new IOException(cause.Message, cause);
        }
    }

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            Run(connection, "PRAGMA busy_timeout=5000;");
            return connection;
        }
        catch (SqliteException cause)
        {
            connection.Dispose();
            throw SqliteFault.Of(path, cause);
        }
    }

    /// <summary>Looks before anything is changed.</summary>
    private void Recognise(SqliteConnection connection)
    {
        if (Convert.ToInt64(Ask(connection, "SELECT count(*) FROM sqlite_schema")) == 0)
        {
            return;
        }

        if (Convert.ToInt64(Ask(connection, "PRAGMA application_id")) != ApplicationId)
        {
            throw new IOException($"'{path}' is a database of another program.");
        }

        var format = Convert.ToInt64(Ask(connection, "PRAGMA user_version"));
        if (format > Format)
        {
            throw new IOException($"'{path}' was written by a newer Headwater (format {format}; this one reads up to {Format}). Start that one, or another data directory.");
        }

        if (Ask(connection, "PRAGMA quick_check(1)") is not "ok" and var found)
        {
            throw SqliteFault.Damaged(path, $"{found}");
        }
    }

    /// <summary>Makes the tables of a new file: all or nothing, also when two processes do so at once.</summary>
    private static void Make(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        if (Convert.ToInt64(Ask(connection, "SELECT count(*) FROM sqlite_schema")) == 0)
        {
            Run(connection, $"PRAGMA application_id={ApplicationId}; PRAGMA user_version={Format}; {Schema}");
        }

        transaction.Commit();
    }
}
