using System.Text.Json.Nodes;

namespace Headwater.Aws.Calls;

/// <summary>One operation that runs here, behind every wire protocol.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Handler">From canonical request to canonical answer.</param>
/// <param name="Permissions">What the caller needs; null: one action of the operation's name on every resource.</param>
public sealed record Operation(
    string Name,
    Func<JsonObject, CallContext, ValueTask<JsonObject>> Handler,
    Func<JsonObject, CallContext, ValueTask<IReadOnlyList<Permission>>>? Permissions);
