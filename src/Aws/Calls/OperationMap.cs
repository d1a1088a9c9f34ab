using System.Text.Json;
using System.Text.Json.Nodes;

namespace Headwater.Aws.Calls;

/// <summary>The operations a service runs. Requests that reach a handler fit the model: required, types, ranges, enums and patterns were checked.</summary>
public sealed class OperationMap
{
    private readonly Dictionary<string, Operation> _operations = new(StringComparer.Ordinal);

    /// <summary>The operations by the model's names.</summary>
    public IReadOnlyDictionary<string, Operation> Operations => _operations;

    /// <summary>Maps an operation to a function from request record to answer record.</summary>
    /// <param name="name">The operation's name in the model.</param>
    /// <param name="handler">Runs it; ends with <see cref="AwsException"/> when the domain says no.</param>
    /// <param name="permissions">What the caller needs; null: one action of the operation's name on every resource.</param>
    /// <typeparam name="TRequest">A record whose members have the model's member names; members it leaves out are not read. <see cref="JsonObject"/> for the whole document.</typeparam>
    /// <typeparam name="TResponse">Likewise for the answer; <see cref="Nothing"/> when the model has none.</typeparam>
    public void Map<TRequest, TResponse>(
        string name, Func<TRequest, CallContext, ValueTask<TResponse>> handler, Func<TRequest, CallContext, ValueTask<IReadOnlyList<Permission>>>? permissions = null)
        where TRequest : class
        where TResponse : class =>
        _operations.Add(name, new Operation(
            name,
            async (request, context) => Write(await handler(Read<TRequest>(request), context)),
            permissions is null ? null : (request, context) => permissions(Read<TRequest>(request), context)));

    /// <summary>Maps an operation that needs one permission.</summary>
    public void Map<TRequest, TResponse>(string name, Func<TRequest, CallContext, ValueTask<TResponse>> handler, Func<TRequest, CallContext, Permission> permission)
        where TRequest : class
        where TResponse : class =>
        Map(name, handler, (request, context) => new ValueTask<IReadOnlyList<Permission>>([permission(request, context)]));

    private static T Read<T>(JsonObject request)
        where T : class =>
        request as T ?? request.Deserialize<T>(CanonicalJson.Options)!;

    private static JsonObject Write<T>(T response)
        where T : class =>
        response as JsonObject ?? JsonSerializer.SerializeToNode(response, CanonicalJson.Options)!.AsObject();
}
