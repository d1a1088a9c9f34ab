using System.Text.Json.Nodes;

namespace Headwater.Aws.Calls;

/// <summary>Calls operations of any service as HTTP requests do, without HTTP: the same validation, authorization and handler.</summary>
public interface IOperationCaller
{
    /// <summary>Calls an operation.</summary>
    /// <param name="model">The service's model.</param>
    /// <param name="operation">The operation's name.</param>
    /// <param name="request">The canonical request.</param>
    /// <param name="context">Who calls, and what streams.</param>
    /// <exception cref="AwsException">The modelled error.</exception>
    ValueTask<JsonObject> CallAsync(string model, string operation, JsonObject request, CallContext context);
}
