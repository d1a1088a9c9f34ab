using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Operations;

/// <summary>Start, stop and delete of many things: each for itself, what fails is told beside what went well.</summary>
internal sealed class BatchOperations(ChannelLifecycle channels, InputOperations inputs, SecurityGroupOperations groups)
{
    private delegate ValueTask<(string Arn, string State)> One(string id, CallContext context);

    public void Map(OperationMap operations)
    {
        Map(operations, "BatchStart", ("ChannelIds", "channel", async (id, context) => Done(await channels.StartAsync(id, context))));
        Map(operations, "BatchStop", ("ChannelIds", "channel", async (id, context) => Done(await channels.StopAsync(id, context))));

        // In the order in which the one lets go of the other.
        Map(
            operations,
            "BatchDelete",
            ("ChannelIds", "channel", async (id, context) => Done(await channels.DeleteAsync(id, context))),
            ("InputIds", "input", async (id, context) => await inputs.DeleteAsync(id, context) is var input ? (input.Arn, input.State) : default),
            ("InputSecurityGroupIds", "inputSecurityGroup", async (id, context) => await groups.DeleteAsync(id, context) is var group ? (group.Arn, group.State) : default));
    }

    private static void Map(OperationMap operations, string name, params (string Member, string Kind, One Run)[] kinds) =>
        operations.Map<JsonObject, JsonObject>(name, async (request, context) =>
        {
            var (successful, failed) = (new JsonArray(), new JsonArray());
            foreach (var (member, kind, run) in kinds)
            {
                foreach (var id in request.Texts(member))
                {
                    await RunAsync(id, kind, run, context, successful, failed);
                }
            }

            foreach (var id in request.Texts("MultiplexIds"))
            {
                failed.Add(Failure(id, "multiplex", new AwsException("NotFoundException", $"Multiplex {id} not found: there are no multiplexes on this platform."), context));
            }

            return new JsonObject { ["Successful"] = successful, ["Failed"] = failed };
        });

    private static async ValueTask RunAsync(string id, string kind, One run, CallContext context, JsonArray successful, JsonArray failed)
    {
        try
        {
            var (arn, state) = await run(id, context);
            successful.Add(new JsonObject { ["Arn"] = arn, ["Id"] = id, ["State"] = state });
        }
        catch (AwsException fault)
        {
            failed.Add(Failure(id, kind, fault, context));
        }
    }

    private static JsonObject Failure(string id, string kind, AwsException fault, CallContext context) =>
        new() { ["Arn"] = context.Arn("medialive", $"{kind}:{id}"), ["Code"] = fault.Code, ["Id"] = id, ["Message"] = fault.Message };

    private static (string Arn, string State) Done(ChannelDocument channel) => (channel.Arn, channel.State.Word);
}
