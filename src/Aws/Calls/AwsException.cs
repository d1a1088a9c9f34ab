using System.Text.Json.Nodes;

namespace Headwater.Aws.Calls;

/// <summary>Ends a call with an error that the service's model knows. The protocol layer writes it; its HTTP status is the model's.</summary>
/// <param name="code">The error's shape name or code, such as <c>ConflictException</c>, <c>NoSuchBucket</c>, <c>ValidationError</c>.</param>
/// <param name="message">What the caller reads.</param>
public sealed class AwsException(string code, string message) : Exception(message)
{
    /// <summary>The error's shape name or code.</summary>
    public string Code { get; } = code;

    /// <summary>HTTP status; null: the model's, or 400 when the model does not know the code.</summary>
    public int? Status { get; init; }

    /// <summary>Further members of the error by the model's names, such as <c>ValidationErrors</c>; null for none.</summary>
    public JsonObject? Members { get; init; }

    /// <summary>A fault of the service, not of its caller.</summary>
    public bool IsServiceFault => Status >= 500;
}
