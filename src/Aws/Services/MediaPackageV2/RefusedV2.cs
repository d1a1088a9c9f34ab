using System.Text.Json.Nodes;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>The errors of MediaPackage v2, each with the kind that its model knows.</summary>
internal static class RefusedV2
{
    /// <summary>A member does not do.</summary>
    /// <param name="kind">Such as <c>MEMBER_INVALID</c>.</param>
    /// <param name="message">For a person.</param>
    public static AwsException Invalid(string kind, string message) =>
        new("ValidationException", message) { Members = new JsonObject { ["ValidationExceptionType"] = kind } };

    /// <summary>It cannot be as things stand.</summary>
    /// <param name="kind">Such as <c>RESOURCE_IN_USE</c>.</param>
    /// <param name="message">For a person.</param>
    public static AwsException Conflict(string kind, string message) =>
        new("ConflictException", message) { Members = new JsonObject { ["ConflictExceptionType"] = kind } };

    /// <summary>There is no such thing.</summary>
    /// <param name="kind">Such as <c>CHANNEL</c>.</param>
    /// <param name="name">Which.</param>
    public static AwsException NotFound(string kind, string name) =>
        new("ResourceNotFoundException", $"{name} not found") { Members = new JsonObject { ["ResourceTypeNotFound"] = kind } };

    /// <summary>There is one of that name already.</summary>
    public static AwsException Exists(string name) => Conflict("RESOURCE_ALREADY_EXISTS", $"{name} exists already");

    /// <summary>Somebody else changed it meanwhile.</summary>
    public static AwsException Stale(string name) => Conflict("CONFLICTING_OPERATION", $"{name} has another ETag than the request expects");
}
