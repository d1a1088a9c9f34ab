using Microsoft.Data.Sqlite;

namespace Headwater.Documents.Sqlite;

/// <summary>The prepared statements of the writer; used inside its transaction and on its thread.</summary>
internal sealed class WriteStatements : IDisposable
{
    private readonly SqliteCommand _readLatest;
    private readonly SqliteCommand _writeLatest;
    private readonly SqliteCommand _readVersion;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand[] _all;

    /// <summary>Prepares them.</summary>
    public WriteStatements(SqliteConnection connection)
    {
        _readLatest = Prepare(connection, "SELECT version FROM latest");
        _writeLatest = Prepare(connection, "UPDATE latest SET version = $version", "$version");
        _readVersion = Prepare(connection, "SELECT version FROM document WHERE collection = $collection AND id = $id", "$collection", "$id");
        _put = Prepare(
            connection,
            """
            INSERT INTO document (collection, id, version, content) VALUES ($collection, $id, $version, $content)
            ON CONFLICT (collection, id) DO UPDATE SET version = excluded.version, content = excluded.content
            """,
            "$collection",
            "$id",
            "$version",
            "$content");
        _delete = Prepare(connection, "DELETE FROM document WHERE collection = $collection AND id = $id", "$collection", "$id");
        _all = [_readLatest, _writeLatest, _readVersion, _put, _delete];
    }

    /// <summary>The number of the newest commit; 0 when there was none.</summary>
    public long ReadLatest(SqliteTransaction transaction)
    {
        foreach (var command in _all)
        {
            command.Transaction = transaction;
        }

        return (long)_readLatest.ExecuteScalar()!;
    }

    /// <summary>Sets the number of the newest commit.</summary>
    public void WriteLatest(long version)
    {
        _writeLatest.Parameters[0].Value = version;
        _writeLatest.ExecuteNonQuery();
    }

    /// <summary>Writes one commit, or nothing when a version that it expects does not stand.</summary>
    public bool TryWrite(IReadOnlyList<DocumentWrite> writes, long version)
    {
        var names = writes.Select(write => (Collection: StoredName.Write(write.Key.Collection), Id: StoredName.Write(write.Key.Id))).ToList();
        for (var index = 0; index < writes.Count; index++)
        {
            if (writes[index].ExpectedVersion is { } expected && ReadVersion(names[index].Collection, names[index].Id) != expected)
            {
                return false;
            }
        }

        for (var index = 0; index < writes.Count; index++)
        {
            Write(names[index].Collection, names[index].Id, writes[index].Content, version);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in _all)
        {
            command.Dispose();
        }
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        }

        command.Prepare();
        return command;
    }

    private long ReadVersion(byte[] collection, byte[] id)
    {
        _readVersion.Parameters[0].Value = collection;
        _readVersion.Parameters[1].Value = id;
        return (long?)_readVersion.ExecuteScalar() ?? 0;
    }

    private void Write(byte[] collection, byte[] id, ReadOnlyMemory<byte>? content, long version)
    {
        var command = content is null ? _delete : _put;
        command.Parameters[0].Value = collection;
        command.Parameters[1].Value = id;
        if (content is { } bytes)
        {
            command.Parameters[2].Value = version;
            command.Parameters[3].Value = bytes.ToArray();
        }

        command.ExecuteNonQuery();
    }
}
