namespace Headwater.Observe.Expressions;

/// <summary>An expression that means nothing: what is wrong, for whoever wrote it.</summary>
/// <param name="message">What is wrong.</param>
public sealed class ExpressionException(string message) : Exception(message);
