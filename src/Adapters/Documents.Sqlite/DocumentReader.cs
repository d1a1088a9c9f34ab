using Microsoft.Data.Sqlite;

namespace Headwater.Documents.Sqlite;

/// <summary>A connection that reads, with its prepared statements; used by one at a time.</summary>
internal sealed class DocumentReader : IDisposable
{
    // A list is read in pages, so that a slow reader of it holds neither a transaction nor much memory.
    private const int MostDocumentsInAPage = 256;
    private const int BytesThatEndAPage = 1 << 20;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _list;

    /// <summary>Prepares a connection, which is owned from now on.</summary>
    public DocumentReader(SqliteConnection connection)
    {
        _connection = connection;
        _find = connection.CreateCommand();
        _find.CommandText = "SELECT version, content FROM document WHERE collection = $collection AND id = $id";
        _list = connection.CreateCommand();
        _list.CommandText = """
            SELECT id, version, content FROM document
            WHERE collection = $collection AND id >= $from AND id > $after AND ($end IS NULL OR id < $end)
            ORDER BY id LIMIT $most
            """;
        Add(_find, "$collection", "$id");
        Add(_list, "$collection", "$from", "$after", "$end", "$most");
        _list.Parameters[4].Value = MostDocumentsInAPage;
    }

    /// <summary>The document of that name, or null.</summary>
    public Document? Find(DocumentKey key)
    {
        _find.Parameters[0].Value = StoredName.Write(key.Collection);
        _find.Parameters[1].Value = StoredName.Write(key.Id);
        using var row = _find.ExecuteReader();
        return row.Read() ? new Document(key, row.GetInt64(0), (byte[])row[1]) : null;
    }

    /// <summary>Some documents in the order of their ids; empty behind the last.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="prefix">What their ids begin with.</param>
    /// <param name="after">What their ids are behind; empty from the start.</param>
    public List<Document> ReadPage(string collection, string prefix, string after)
    {
        var from = StoredName.Write(prefix);
        _list.Parameters[0].Value = StoredName.Write(collection);
        _list.Parameters[1].Value = from;
        _list.Parameters[2].Value = StoredName.Write(after);
        _list.Parameters[3].Value = (object?)StoredName.EndOf(from) ?? DBNull.Value;
        var page = new List<Document>();
        var bytes = 0;
        using var row = _list.ExecuteReader();
        while (bytes < BytesThatEndAPage && row.Read())
        {
            var content = (byte[])row[2];
            bytes += content.Length;
            page.Add(new Document(new DocumentKey(collection, StoredName.Read((byte[])row[0])), row.GetInt64(1), content));
        }

        return page;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _list.Dispose();
        _connection.Dispose();
    }

    private static void Add(SqliteCommand command, params string[] parameters)
    {
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        }
    }
}
