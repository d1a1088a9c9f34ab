using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.MediaLive.Validation;

namespace Headwater.Aws.Services.MediaLive;

/// <summary>The modelled errors of MediaLive.</summary>
internal static class MediaLiveFault
{
    public static AwsException BadRequest(string message) => new("BadRequestException", message);

    public static AwsException NotFound(string kind, string id) => new("NotFoundException", $"{kind} {id} not found");

    public static AwsException Conflict(string message) => new("ConflictException", message);

    public static AwsException TooMany(string message) => new("TooManyRequestsException", message);

    /// <summary>Two callers changed one thing at once, and this one came second.</summary>
    public static AwsException Overtaken(string kind, string id) => Conflict($"{kind} {id} was changed by another request at the same time; describe it and try again.");

    /// <summary>All faults of a document at once.</summary>
    public static AwsException Unprocessable(IReadOnlyList<ValidationFault> faults) =>
        new("UnprocessableEntityException", string.Join("; ", faults.Select(fault => fault.Message).Distinct()))
        {
            Members = new JsonObject
            {
                ["ValidationErrors"] = new JsonArray([.. faults.Select(fault => new JsonObject { ["ElementPath"] = fault.ElementPath, ["ErrorMessage"] = fault.Message })]),
            },
        };
}
