namespace Headwater.Observe.Expressions;

/// <summary>What an expression is worth.</summary>
internal abstract record ExpressionValue;

/// <summary>A number, the same at all times.</summary>
/// <param name="Number">The number.</param>
internal sealed record ScalarValue(double Number) : ExpressionValue;

/// <summary>One series.</summary>
/// <param name="Series">The series.</param>
internal sealed record SeriesValue(TimeSeries Series) : ExpressionValue;

/// <summary>Several series.</summary>
/// <param name="All">The series.</param>
internal sealed record ListValue(IReadOnlyList<TimeSeries> All) : ExpressionValue;

/// <summary>A bare word such as <c>REPEAT</c>.</summary>
/// <param name="Name">The word.</param>
internal sealed record WordValue(string Name) : ExpressionValue;
