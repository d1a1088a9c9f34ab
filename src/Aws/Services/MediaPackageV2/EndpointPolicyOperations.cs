using Headwater.Aws.Calls;
using Headwater.Aws.Compile;
using Headwater.Aws.Services.SecretsManager;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>The operations of origin endpoints' policies.</summary>
internal sealed class EndpointPolicyOperations(PackageV2Documents documents, SecretReader secrets, IPlanPublisher publisher)
{
    public void Map(OperationMap operations)
    {
        operations.Map<EndpointV2Request, Nothing>("PutOriginEndpointPolicy", PutAsync, (request, context) => new ValueTask<IReadOnlyList<Permission>>(WithRole(request, context)));
        operations.Map<EndpointV2Request, EndpointPolicyAnswer>("GetOriginEndpointPolicy", GetAsync, (request, context) => EndpointV2Operations.Needs("GetOriginEndpointPolicy", request, context));
        operations.Map<EndpointV2Request, Nothing>("DeleteOriginEndpointPolicy", DeleteAsync, (request, context) => EndpointV2Operations.Needs("DeleteOriginEndpointPolicy", request, context));
    }

    private async ValueTask<Nothing> PutAsync(EndpointV2Request request, CallContext context)
    {
        if (ResourcePolicy.Fault(request.Policy!) is { } fault)
        {
            throw RefusedV2.Invalid("INVALID_POLICY", fault);
        }

        await CheckAsync(request.CdnAuthConfiguration?.CdnIdentifierSecretArns ?? [], context);
        await ChangeAsync(request, context, request.Policy, request.CdnAuthConfiguration);
        return Nothing.Value;
    }

    private async ValueTask<EndpointPolicyAnswer> GetAsync(EndpointV2Request request, CallContext context)
    {
        var found = await documents.Endpoints.FindAsync(EndpointV2Operations.Key(request, context), context.CancellationToken) ?? throw EndpointV2Operations.Missing(request);
        return found.Value.Policy is { } policy
            ? new(request.ChannelGroupName, request.ChannelName, request.OriginEndpointName, policy, found.Value.CdnAuth)
            : throw RefusedV2.NotFound("ORIGIN_ENDPOINT", $"A policy of origin endpoint {request.OriginEndpointName}");
    }

    private async ValueTask<Nothing> DeleteAsync(EndpointV2Request request, CallContext context)
    {
        await ChangeAsync(request, context, null, null);
        return Nothing.Value;
    }

    private async ValueTask ChangeAsync(EndpointV2Request request, CallContext context, string? policy, CdnAuthConfiguration? auth)
    {
        var key = EndpointV2Operations.Key(request, context);
        _ = await documents.Endpoints.ChangeAsync(key, endpoint => endpoint with { Policy = policy, CdnAuth = auth }, context.CancellationToken)
            ?? throw EndpointV2Operations.Missing(request);
        await publisher.PublishAsync(CancellationToken.None);
    }

    private async ValueTask CheckAsync(IReadOnlyList<string> secretArns, CallContext context)
    {
        if (secretArns.Distinct(StringComparer.Ordinal).Count() != secretArns.Count)
        {
            throw RefusedV2.Invalid("DUPLICATED_SECRET", "A secret is named more than once");
        }

        foreach (var arn in secretArns)
        {
            var versions = await secrets.ReadAsync(context.Region, arn, context.CancellationToken);
            if (CdnIdentifier.Fault(versions) is { } fault)
            {
                throw RefusedV2.Invalid(versions.Count == 0 ? "SECRET_ARN_RESOURCE_NOT_FOUND" : "INVALID_SECRET_VALUE", $"{arn}: {fault}");
            }
        }
    }

    private static IReadOnlyList<Permission> WithRole(EndpointV2Request request, CallContext context)
    {
        var needs = EndpointV2Operations.Needs("PutOriginEndpointPolicy", request, context);
        return request.CdnAuthConfiguration is { } auth
            ? [needs, new("iam:PassRole", auth.SecretsRoleArn) { Conditions = new Dictionary<string, string> { ["iam:PassedToService"] = "mediapackagev2.amazonaws.com" } }]
            : [needs];
    }
}
