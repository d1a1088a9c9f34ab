using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;
using Microsoft.Extensions.Logging;

namespace Headwater.Aws.Gateway;

/// <summary>Runs an operation for a caller who is known: validate, settings, authorize, run. The same for HTTP, CloudFormation and the console.</summary>
internal sealed partial class OperationRunner(IAuthorizer authorizer, ILogger logger)
{
    /// <summary>Runs an operation.</summary>
    /// <exception cref="AwsException">The modelled error.</exception>
    public async ValueTask<JsonObject> RunAsync(MappedService service, OperationModel operation, JsonObject request, CallContext context)
    {
        var mapped = service.Find(operation.Name) ?? throw NotImplemented(service.Model, operation.Name);
        Validate(service.Model, operation, request, context);
        CheckSettings(service, operation, request, context);
        await AuthorizeAsync(service.Model, mapped, operation, request, context);
        return await mapped.Handler(request, context);
    }

    /// <summary>The refusal of an operation that nothing runs here.</summary>
    public static AwsException NotImplemented(ServiceModel model, string operation) =>
        new("NotImplemented", $"{model.Name} knows the operation {operation}, but it does not run here.") { Status = 501 };

    private static void Validate(ServiceModel model, OperationModel operation, JsonObject request, CallContext context)
    {
        // Clients make these tokens up; for one that does not, the call is its own.
        foreach (var member in operation.Input?.Members.Where(member => member.IsIdempotencyToken) ?? [])
        {
            request[member.Name] ??= Guid.NewGuid().ToString();
        }

        var faults = RequestValidation.Check(operation.Input, request, context.Body is not null);
        if (faults.Count > 0)
        {
            throw FaultWords.Of(model, faults);
        }
    }

    private void CheckSettings(MappedService service, OperationModel operation, JsonObject request, CallContext context)
    {
        var findings = service.Settings?.Check(operation.Input, request) ?? [];
        var refused = findings.Where(finding => finding.Rule.Disposition == SettingDisposition.Refused).ToArray();
        if (refused.Length > 0)
        {
            throw FaultWords.OfSettings(service.Model, refused);
        }

        foreach (var finding in findings)
        {
            context.InertSettings.Add($"{finding.Path}: {finding.Rule.Words}");
            Log.SettingInert(logger, service.Model.Name, operation.Name, finding.Path, finding.Rule.Words);
        }
    }

    private async ValueTask AuthorizeAsync(ServiceModel model, Operation mapped, OperationModel operation, JsonObject request, CallContext context)
    {
        var permissions = mapped.Permissions is null ? [new Permission($"{model.Name}:{operation.Name}", "*")] : await mapped.Permissions(request, context);
        foreach (var permission in permissions)
        {
            if (await authorizer.RefusalAsync(context, permission) is { } words)
            {
                throw FaultWords.AccessDenied(model, words);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7001, LogLevel.Warning, "{Service} {Operation}: the setting {Setting} is kept and does nothing: {Words}")]
        public static partial void SettingInert(ILogger logger, string service, string operation, string setting, string words);
    }
}
