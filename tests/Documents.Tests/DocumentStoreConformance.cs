using System.Globalization;
using System.Text;
using CsCheck;
using Headwater.Documents.Tests.Support;

namespace Headwater.Documents.Tests;

/// <summary>What every document store must do; each store runs it.</summary>
public abstract class DocumentStoreConformance
{
    // Beyond the basic plane, at its end, alone: where bytes, code points and code units are ordered differently.
    private static readonly Gen<string> Names =
        OneOf("a", "ab", "b", "Z", "/", "é", "\uE000", "\uFFFD", "\uFFFF", "\uD83D\uDE00", "\uD800").List[1, 3].Select(parts => string.Concat(parts));

    private static readonly Gen<DocumentKey> Keys = Gen.Select(OneOf("one", "two", "tw"), Names, (collection, id) => new DocumentKey(collection, id));

    private static readonly Gen<(DocumentKey Key, string? Content, Expectation Expected)[]> Commits = Gen.Select(
        Keys, Gen.Int[0, 9].Select(n => n < 3 ? null : $"{{\"n\":{n}}}"), Gen.Enum<Expectation>()).Array[0, 4];

    private enum Expectation
    {
        Whatever,
        WhatStands,
        None,
        Other,
    }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A store without documents.</summary>
    protected abstract IDocumentStore OpenEmpty();

    [Fact]
    public async Task Store_OnAnySequenceOfCommits_AgreesWithTheModel() =>
        await Gen.Select(Commits.Array[1, 25], Names.Array[4], (commits, names) => (commits, names)).SampleAsync(
            async sample =>
            {
                await using var store = OpenEmpty();
                var model = new DocumentModel();
                foreach (var commit in sample.commits)
                {
                    await CommitAsync(store, model, commit);
                }

                foreach (var collection in (string[])["one", "two", "tw", "none"])
                {
                    await model.CompareAsync(store, collection, "", null, Cancellation);
                    await model.CompareAsync(store, collection, sample.names[0][..1], null, Cancellation);
                    await model.CompareAsync(store, collection, sample.names[1], sample.names[2], Cancellation);
                    await model.CompareAsync(store, collection, "", sample.names[3], Cancellation);
                }
            },
            iter: 60,
            threads: 1);

    [Fact]
    public async Task Find_OfAnotherCollection_IsNothing()
    {
        await using var store = OpenEmpty();
        await PutAsync(store, new("one", "a"), "1");

        Assert.Null(await store.FindAsync(new("two", "a"), Cancellation));
        Assert.Null(await store.FindAsync(new("onea", "a"), Cancellation));
    }

    [Fact]
    public async Task Version_OfADocumentMadeAgain_IsHigherThanThatOfTheOld()
    {
        await using var store = OpenEmpty();
        var key = new DocumentKey("one", "a");
        await PutAsync(store, key, "1");
        var old = (await store.FindAsync(key, Cancellation))!.Version;
        await store.TryCommitAsync([new(key, null, old)], Cancellation);
        await PutAsync(store, key, "2");

        Assert.True((await store.FindAsync(key, Cancellation))!.Version > old);
        Assert.False(await store.TryCommitAsync([new(key, "3"u8.ToArray(), old)], Cancellation));
    }

    [Fact]
    public async Task Commit_WithOneVersionThatDoesNotStand_WritesNothing()
    {
        await using var store = OpenEmpty();
        await PutAsync(store, new("one", "there"), "1");

        Assert.False(await store.TryCommitAsync([new(new("one", "new"), "2"u8.ToArray(), 0), new(new("one", "there"), "2"u8.ToArray(), 0)], Cancellation));

        Assert.Null(await store.FindAsync(new("one", "new"), Cancellation));
        Assert.Equal("1", Text((await store.FindAsync(new("one", "there"), Cancellation))));
    }

    [Fact]
    public async Task Commit_ThatWritesADocumentTwiceOrWithoutAName_IsTheCallersFault()
    {
        await using var store = OpenEmpty();

        await Assert.ThrowsAsync<ArgumentException>(async () => await store.TryCommitAsync([new(new("c", "a"), null, null), new(new("c", "a"), null, null)], Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.TryCommitAsync([new(new("c", ""), null, null)], Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.TryCommitAsync([new(new("", "a"), null, null)], Cancellation));
    }

    [Fact]
    public async Task Content_ChangedByItsOwnerAfterTheCommit_StaysAsItWasWritten()
    {
        await using var store = OpenEmpty();
        var content = "[1]"u8.ToArray();
        await store.TryCommitAsync([new(new("one", "a"), content, null)], Cancellation);
        content[1] = (byte)'9';

        Assert.Equal("[1]", Text((await store.FindAsync(new("one", "a"), Cancellation))));
    }

    [Fact]
    public async Task Commit_CancelledBefore_WritesNothing()
    {
        await using var store = OpenEmpty();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.TryCommitAsync([new(new("one", "a"), "1"u8.ToArray(), null)], new CancellationToken(canceled: true)));

        Assert.Null(await store.FindAsync(new("one", "a"), Cancellation));
    }

    [Fact]
    public async Task List_OfMoreThanOnePage_IsWholeAndInOrder()
    {
        await using var store = OpenEmpty();
        var large = Encoding.UTF8.GetBytes($"\"{new string('x', 20_000)}\"");
        var ids = Enumerable.Range(0, 700).Select(n => n.ToString("D4", CultureInfo.InvariantCulture)).ToList();
        await store.TryCommitAsync([.. ids.Select(id => new DocumentWrite(new("many", id), large, 0))], Cancellation);

        var listed = new List<string>();
        await foreach (var document in store.ListAsync("many", "", null, Cancellation))
        {
            listed.Add(document.Key.Id);
            Assert.Equal(large.Length, document.Content.Length);
        }

        Assert.Equal(ids, listed);
    }

    [Fact]
    public async Task Counter_RaisedByManyWritersAtOnce_LosesNoStep()
    {
        await using var store = OpenEmpty();
        var key = new DocumentKey("one", "counter");
        await PutAsync(store, key, "0");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                for (var step = 0; step < 25;)
                {
                    var found = (await store.FindAsync(key, Cancellation))!;
                    var next = Encoding.UTF8.GetBytes((int.Parse(found.Content.Span, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture));
                    step += await store.TryCommitAsync([new(key, next, found.Version)], Cancellation) ? 1 : 0;
                }
            },
            Cancellation)));

        Assert.Equal("200", Text((await store.FindAsync(key, Cancellation))));
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static string? Text(Document? document) => document is null ? null : Encoding.UTF8.GetString(document.Content.Span);

    private static async Task PutAsync(IDocumentStore store, DocumentKey key, string content) =>
        Assert.True(await store.TryCommitAsync([new(key, Encoding.UTF8.GetBytes(content), null)], Cancellation));

    private static async Task CommitAsync(IDocumentStore store, DocumentModel model, (DocumentKey Key, string? Content, Expectation Expected)[] commit)
    {
        var writes = commit.DistinctBy(write => write.Key).Select(write => new DocumentWrite(
            write.Key,
            write.Content is null ? null : Encoding.UTF8.GetBytes(write.Content),
            write.Expected switch
            {
                Expectation.Whatever => null,
                Expectation.WhatStands => model.VersionOf(write.Key),
                Expectation.None => 0,
                _ => model.VersionOf(write.Key) + 1,
            })).ToList();
        var allowed = model.Allows(writes);

        Assert.Equal(allowed, await store.TryCommitAsync(writes, Cancellation));

        foreach (var write in allowed ? writes : [])
        {
            await model.WriteAsync(store, write, Cancellation);
        }
    }
}
