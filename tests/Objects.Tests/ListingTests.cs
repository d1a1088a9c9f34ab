using System.Text;
using CsCheck;
using Headwater.Objects.Listing;
using Headwater.Objects.Tests.Support;

namespace Headwater.Objects.Tests;

public sealed class ListingTests
{
    private static readonly Gen<string> s_key = OneOf("a", "b", "/", "//", "a/", "\u0001", "\u00e9", "\uffee", "🗝").Array[1, 5].Select(parts => string.Concat(parts));

    [Fact]
    public async Task List_InPagesOfAnySize_IsTheListOfTheModel() =>
        await Gen.Select(s_key.Array[0, 12], OneOf<string>("", "a", "a/", "/"), OneOf<string?>(null, "/", "a", "//"), Gen.Int[1, 5]).SampleAsync(async (keys, prefix, delimiter, limit) =>
        {
            await using var rig = await StoreRig.OpenAsync();
            foreach (var key in keys)
            {
                await rig.PutAsync(key);
            }

            var query = new ListQuery { Prefix = prefix, Delimiter = delimiter, Limit = limit };
            Assert.Equal(Model(keys, prefix, delimiter), await AllAsync(rig, query));
        }, iter: 60, threads: 1);

    [Fact]
    public async Task ListVersions_InPagesOfOne_ShowsEachOnceNewestFirst()
    {
        await using var rig = await StoreRig.OpenAsync(BucketVersioning.Enabled);
        var expected = new List<(string, string?, bool)>();
        foreach (var key in new[] { "a", "b", "b/c" })
        {
            var first = await rig.PutAsync(key);
            var second = await rig.PutAsync(key);
            var marker = await rig.DeleteAsync(key);
            expected.AddRange([(key, marker.VersionId, true), (key, second.VersionId, false), (key, first.VersionId, false)]);
        }

        var listed = new List<(string, string?, bool)>();
        var query = new ListQuery { Limit = 1 };
        ListPage<ListedVersion> page;
        do
        {
            page = StoreRig.Good(await rig.Store.ListVersionsAsync(StoreRig.BucketName, query, StoreRig.Cancel));
            listed.AddRange(page.Items.Select(item => (item.Version.Key, (string?)item.Version.VersionId, item.IsLatest)));
            query = query with { AfterKey = page.NextKey, AfterId = page.NextId };
        }
        while (page.IsTruncated);

        Assert.Equal(expected, listed);
    }

    [Fact]
    public async Task List_WithoutRoom_IsEmptyAndNotTruncated()
    {
        await using var rig = await StoreRig.OpenAsync();
        await rig.PutAsync("a");

        var page = StoreRig.Good(await rig.Store.ListAsync(StoreRig.BucketName, new ListQuery { Limit = 0 }, StoreRig.Cancel));

        Assert.Empty(page.Items);
        Assert.False(page.IsTruncated);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static async Task<List<string>> AllAsync(StoreRig rig, ListQuery query)
    {
        var listed = new List<string>();
        while (true)
        {
            var page = StoreRig.Good(await rig.Store.ListAsync(StoreRig.BucketName, query, StoreRig.Cancel));
            Assert.InRange(page.Items.Count + page.CommonPrefixes.Count, 0, query.Limit);
            listed.AddRange(page.Items.Select(item => item.Key).Concat(page.CommonPrefixes.Select(prefix => prefix + "*")).Order(Comparer<string>.Create(Compare)));
            if (!page.IsTruncated)
            {
                return listed;
            }

            query = query with { AfterKey = page.NextKey };
        }
    }

    private static List<string> Model(string[] keys, string prefix, string? delimiter) =>
        [.. keys.Distinct().Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Select(key =>
        {
            var found = delimiter is null ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            return found < 0 ? key : key[..(found + delimiter!.Length)] + "*";
        }).Distinct().Order(Comparer<string>.Create(Compare))];

    private static int Compare(string? left, string? right) => Encoding.UTF8.GetBytes(left!.TrimEnd('*')).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right!.TrimEnd('*')));
}
