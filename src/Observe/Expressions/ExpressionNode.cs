namespace Headwater.Observe.Expressions;

/// <summary>A part of an expression.</summary>
internal abstract record ExpressionNode;

/// <summary>A number.</summary>
internal sealed record NumberNode(double Number) : ExpressionNode;

/// <summary>A text in quotes.</summary>
internal sealed record TextNode(string Text) : ExpressionNode;

/// <summary>The id of another line, or a bare word.</summary>
internal sealed record NameNode(string Name) : ExpressionNode;

/// <summary>A sign before a part.</summary>
internal sealed record NegationNode(ExpressionNode Operand) : ExpressionNode;

/// <summary>Two parts and what joins them.</summary>
internal sealed record BinaryNode(string Operator, ExpressionNode Left, ExpressionNode Right) : ExpressionNode;

/// <summary>A function of parts.</summary>
internal sealed record CallNode(string Function, IReadOnlyList<ExpressionNode> Arguments) : ExpressionNode;

/// <summary>Several parts in brackets.</summary>
internal sealed record ListNode(IReadOnlyList<ExpressionNode> Items) : ExpressionNode;
