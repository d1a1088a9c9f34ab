using CsCheck;
using Headwater.Log.Index;

namespace Headwater.Log.Tests;

public sealed class ChunkedListTests
{
    /// <summary>Positive: add so many. Negative: drop so many at the front.</summary>
    [Fact]
    public void List_AfterAnyAddsAndDrops_IsAPlainListAndItsViewsNeverChange() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[-30, 30].Array[0, 40]).Sample((chunkLength, steps) =>
        {
            var list = new ChunkedList<int>(chunkLength);
            List<int> model = [];
            List<(IReadOnlyList<int> View, int[] Expected)> views = [];
            var next = 0;
            foreach (var step in steps)
            {
                for (var added = 0; added < step; added++, next++)
                {
                    list.Add(next);
                    model.Add(next);
                }

                var dropped = Math.Min(model.Count, Math.Max(0, -step));
                list.DropFront(dropped);
                model.RemoveRange(0, dropped);
                views.Add((list.View(), [.. model]));
            }

            Assert.Equal(model.Count, list.Count);
            Assert.Equal(model, Enumerable.Range(0, list.Count).Select(index => list[index]));
            Assert.All(views, view => Assert.Equal(view.Expected, view.View));
        });

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(100)]
    public void View_OutsideItsCount_Throws(int index)
    {
        var list = new ChunkedList<int>(4);
        list.Add(1);
        var view = list.View();
        list.Add(2);

        Assert.Throws<ArgumentOutOfRangeException>(() => view[index]);
    }
}
