namespace Headwater.Observe.Logs.Patterns;

/// <summary>Reads conditions joined by <c>&amp;&amp;</c>, <c>||</c> and brackets.</summary>
internal static class ConditionTree
{
    private const int MostDepth = 32;

    /// <summary>Reads a tree of what <paramref name="leaf"/> reads.</summary>
    /// <typeparam name="T">What is tested.</typeparam>
    public static Func<T, bool> Read<T>(PatternCursor cursor, Func<PatternCursor, Func<T, bool>> leaf, int depth = 0)
    {
        if (depth > MostDepth)
        {
            throw cursor.Wrong("it is nested too deeply");
        }

        var left = ReadAnd(cursor, leaf, depth);
        while (cursor.TryTake("||"))
        {
            var (one, other) = (left, ReadAnd(cursor, leaf, depth));
            left = value => one(value) || other(value);
        }

        return left;
    }

    private static Func<T, bool> ReadAnd<T>(PatternCursor cursor, Func<PatternCursor, Func<T, bool>> leaf, int depth)
    {
        var left = ReadTerm(cursor, leaf, depth);
        while (cursor.TryTake("&&"))
        {
            var (one, other) = (left, ReadTerm(cursor, leaf, depth));
            left = value => one(value) && other(value);
        }

        return left;
    }

    private static Func<T, bool> ReadTerm<T>(PatternCursor cursor, Func<PatternCursor, Func<T, bool>> leaf, int depth)
    {
        if (!cursor.TryTake("("))
        {
            return leaf(cursor);
        }

        var inner = Read(cursor, leaf, depth + 1);
        cursor.Take(")");
        return inner;
    }
}
