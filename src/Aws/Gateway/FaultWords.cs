using System.Globalization;
using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;
using Headwater.Aws.Protocols;

namespace Headwater.Aws.Gateway;

/// <summary>How a service tells its callers that a request does not fit the model, or is none.</summary>
internal static class FaultWords
{
    /// <summary>One error of all faults.</summary>
    public static AwsException Of(ServiceModel service, IReadOnlyList<ModelFault> faults) => service.Name switch
    {
        "medialive" => new AwsException("BadRequestException", Plain(faults)),
        "mediapackage" => new AwsException("UnprocessableEntityException", Plain(faults)),
        "mediapackagev2" => new AwsException("ValidationException", Plain(faults)) { Members = ValidationType(service, faults) },
        "logs" => new AwsException("InvalidParameterException", Gathered(faults)),
        "sns" => new AwsException("InvalidParameter", Sns(faults)) { Status = 400 },
        "s3" => S3(faults[0]),
        "cloudwatch" when faults.All(fault => fault.Kind == ConstraintKind.Required) => new AwsException("MissingParameter", $"The parameter {faults[0].Show(Same)} is required.") { Status = 400 },
        _ => new AwsException(SpeaksQuery(service) ? "ValidationError" : "ValidationException", Gathered(faults)) { Status = 400 },
    };

    /// <summary>A request that is none of its protocol, in the service's words.</summary>
    public static AwsException OfWire(ServiceModel service, AwsException fault) => fault.Code != WireFault.Serialization ? fault : service.Name switch
    {
        "medialive" => new AwsException("BadRequestException", fault.Message),
        "mediapackage" => new AwsException("UnprocessableEntityException", fault.Message),
        "mediapackagev2" => new AwsException("ValidationException", fault.Message) { Members = new JsonObject { ["ValidationExceptionType"] = "MEMBER_INVALID" } },
        "s3" => new AwsException("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema") { Status = 400 },
        _ when SpeaksQuery(service) => new AwsException("MalformedInput", fault.Message) { Status = 400 },
        _ => fault,
    };

    /// <summary>Settings that are refused, in the service's words.</summary>
    public static AwsException OfSettings(ServiceModel service, IReadOnlyList<SettingFinding> refused)
    {
        var message = string.Join("; ", refused.Select(finding => $"{finding.Path}: {Why(finding)}"));
        return service.Name switch
        {
            "medialive" => new AwsException("UnprocessableEntityException", message) { Members = new JsonObject { ["ValidationErrors"] = ValidationErrors(refused) } },
            "mediapackage" => new AwsException("UnprocessableEntityException", message),
            "mediapackagev2" => new AwsException("ValidationException", message) { Members = new JsonObject { ["ValidationExceptionType"] = "MEMBER_INVALID" } },
            "s3" => new AwsException("NotImplemented", message) { Status = 501 },
            "logs" => new AwsException("InvalidParameterException", message),
            "sns" => new AwsException("InvalidParameter", message) { Status = 400 },
            _ => new AwsException(SpeaksQuery(service) ? "ValidationError" : "ValidationException", message) { Status = 400 },
        };
    }

    /// <summary>The refusal of a caller who lacks a permission.</summary>
    public static AwsException AccessDenied(ServiceModel service, string words) => service.Name switch
    {
        "sns" => new AwsException("AuthorizationError", words) { Status = 403 },
        "s3" or "iam" or "sts" or "cloudwatch" => new AwsException("AccessDenied", words) { Status = 403 },
        _ => new AwsException("AccessDeniedException", words) { Status = 403 },
    };

    private static JsonArray ValidationErrors(IReadOnlyList<SettingFinding> refused) =>
        [.. refused.Select(finding => new JsonObject { ["ElementPath"] = finding.Path, ["ErrorMessage"] = Why(finding) })];

    private static string Why(SettingFinding finding) => finding.Rule.Words.Length == 0 ? "is not supported here" : finding.Rule.Words;

    private static bool SpeaksQuery(ServiceModel service) => service.Facts.Protocols.Contains(WireProtocolKind.Query);

    private static string Plain(IReadOnlyList<ModelFault> faults) => string.Join("; ", faults.Select(fault => $"{fault.Show(Lower)}: {Demand(fault)}"));

    private static JsonObject ValidationType(ServiceModel service, IReadOnlyList<ModelFault> faults)
    {
        var known = service.Shapes.GetValueOrDefault("ValidationExceptionType")?.Enum ?? [];
        var type = faults[0].Kind switch
        {
            ConstraintKind.Required => "MEMBER_MISSING",
            ConstraintKind.Enum => "MEMBER_INVALID_ENUM_VALUE",
            ConstraintKind.LeastValue => "MEMBER_MIN_VALUE",
            ConstraintKind.GreatestValue => "MEMBER_MAX_VALUE",
            ConstraintKind.LeastLength => "MEMBER_MIN_LENGTH",
            ConstraintKind.GreatestLength => "MEMBER_MAX_LENGTH",
            ConstraintKind.Pattern => "MEMBER_DOES_NOT_MATCH_PATTERN",
            _ => "MEMBER_INVALID",
        };
        return new JsonObject { ["ValidationExceptionType"] = known.Contains(type) ? type : "MEMBER_INVALID" };
    }

    // The words of the services' common framework, which their users grep for.
    private static string Gathered(IReadOnlyList<ModelFault> faults) =>
        $"{faults.Count} validation error{(faults.Count == 1 ? "" : "s")} detected: {string.Join("; ", faults.Select(Framework))}";

    private static string Framework(ModelFault fault) =>
        $"Value {(fault.Value is null ? fault.Kind == ConstraintKind.Required ? "null" : "***" : $"'{fault.Value}'")} at '{FrameworkPath(fault)}' failed to satisfy constraint: Member {Demand(fault)}";

    private static string FrameworkPath(ModelFault fault) =>
        string.Join('.', fault.Path.Select(part => part is int index ? $"{(index + 1).ToString(CultureInfo.InvariantCulture)}.member" : Lower((string)part)));

    private static string Sns(IReadOnlyList<ModelFault> faults) =>
        $"Invalid parameter: {string.Join("; ", faults.Select(fault => $"{fault.Show(Same)} Reason: {(fault.Kind == ConstraintKind.Required ? "no value for required parameter" : Demand(fault))}"))}";

    private static AwsException S3(ModelFault fault)
    {
        if (fault.Path.Count > 1 || fault.Kind is ConstraintKind.Kind or ConstraintKind.Union || (fault.Kind == ConstraintKind.Required && fault.Shape.Kind == ShapeKind.Structure))
        {
            return new AwsException("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema") { Status = 400 };
        }

        var name = fault.Show(Same);
        return fault.Kind == ConstraintKind.Required
            ? new AwsException("InvalidRequest", $"Missing required parameter: {name}") { Status = 400 }
            : new AwsException("InvalidArgument", $"{name} {Demand(fault)}") { Status = 400, Members = new JsonObject { ["ArgumentName"] = name, ["ArgumentValue"] = fault.Value } };
    }

    private static string Demand(ModelFault fault) => fault.Kind switch
    {
        ConstraintKind.Required => $"must not be null",
        ConstraintKind.LeastValue => $"must have value greater than or equal to {Number(fault.Shape.Min)}",
        ConstraintKind.GreatestValue => $"must have value less than or equal to {Number(fault.Shape.Max)}",
        ConstraintKind.LeastLength => $"must have length greater than or equal to {Number(fault.Shape.Min)}",
        ConstraintKind.GreatestLength => $"must have length less than or equal to {Number(fault.Shape.Max)}",
        ConstraintKind.Pattern => $"must satisfy regular expression pattern: {fault.Shape.Pattern!.Text}",
        ConstraintKind.Enum => $"must satisfy enum value set: [{string.Join(", ", fault.Shape.Enum)}]",
        ConstraintKind.Union => $"must have exactly one member set",
        _ => $"must be a {fault.Shape.Kind.ToString().ToLowerInvariant()}",
    };

    private static string Number(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Lower(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    private static string Same(string name) => name;
}
