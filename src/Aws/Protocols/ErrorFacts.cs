using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols;

/// <summary>What an error is on every wire: its names, its status, its members.</summary>
/// <param name="Name">Its shape's name, or its code when the model does not know it.</param>
/// <param name="Code">Its code in the query protocol.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Shape">Its shape, or null.</param>
internal sealed record ErrorFacts(string Name, string Code, int Status, Shape? Shape)
{
    /// <summary>Who is at fault, in the query protocol's words.</summary>
    public string Type => Status >= 500 || Shape?.IsServiceFault == true ? "Receiver" : "Sender";

    /// <summary>Finds what the model knows of an error.</summary>
    public static ErrorFacts Of(ServiceModel? service, AwsException error)
    {
        var shape = service?.FindError(error.Code);
        var usual = shape?.IsServiceFault == true ? 500 : 400;

        // Where the protocol has no statuses of its own, every modelled error is 400 or 500.
        var isRpc = shape is not null && service!.Facts.JsonVersion is not null && service.Facts.TargetPrefix is not null;
        var status = error.Status ?? shape?.ErrorStatus ?? (isRpc ? usual : CommonErrors.Status(error.Code) ?? usual);
        return new ErrorFacts(shape?.Name ?? error.Code, shape?.ErrorCode ?? error.Code, status, shape);
    }

    /// <summary>The members to write: those given, and the message under the model's name for it.</summary>
    public JsonObject Members(AwsException error, string messageName)
    {
        var members = error.Members?.DeepClone().AsObject() ?? [];
        var name = Shape?.Members.FirstOrDefault(member => member.Name.Equals("message", StringComparison.OrdinalIgnoreCase))?.Name ?? messageName;
        if (!members.ContainsKey(name))
        {
            members.Insert(0, name, error.Message);
        }

        return members;
    }
}
