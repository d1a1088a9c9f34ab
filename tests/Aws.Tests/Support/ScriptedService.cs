using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Tests.Support;

/// <summary>A service of a real model whose handlers a test writes; remembers the canonical requests that reached them.</summary>
public sealed class ScriptedService(string model) : IAwsService
{
    private readonly Dictionary<string, Func<JsonObject, CallContext, ValueTask<JsonObject>>> _handlers = [];

    public string Model => model;

    public ConcurrentQueue<JsonObject> Requests { get; } = [];

    /// <summary>Answers an operation.</summary>
    public ScriptedService On(string operation, Func<JsonObject, CallContext, ValueTask<JsonObject>> handler)
    {
        _handlers[operation] = handler;
        return this;
    }

    /// <summary>Answers an operation always the same.</summary>
    public ScriptedService On(string operation, string answer = "{}") => On(operation, (_, _) => new(JsonNode.Parse(answer)!.AsObject()));

    /// <summary>Refuses an operation.</summary>
    public ScriptedService Fails(string operation, AwsException fault) => On(operation, (_, _) => throw fault);

    public void Map(OperationMap operations)
    {
        foreach (var (name, handler) in _handlers)
        {
            operations.Map<JsonObject, JsonObject>(name, (request, context) =>
            {
                Requests.Enqueue(request.DeepClone().AsObject());
                return handler(request, context);
            });
        }
    }
}
