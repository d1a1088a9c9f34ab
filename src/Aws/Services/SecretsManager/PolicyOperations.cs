using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>The operations of secrets' policies.</summary>
internal sealed class PolicyOperations(SecretCalls calls)
{
    public void Map(OperationMap operations)
    {
        operations.Map("PutResourcePolicy", PutAsync, calls.Needs<PolicyRequest>("PutResourcePolicy"));
        operations.Map("GetResourcePolicy", GetAsync, calls.Needs<SecretRequest>("GetResourcePolicy"));
        operations.Map("DeleteResourcePolicy", DeleteAsync, calls.Needs<SecretRequest>("DeleteResourcePolicy"));
        operations.Map<ValidatePolicyRequest, ValidatePolicyAnswer>("ValidateResourcePolicy", ValidateAsync);
    }

    private async ValueTask<SecretName> PutAsync(PolicyRequest request, CallContext context)
    {
        if (ResourcePolicy.Fault(request.ResourcePolicy) is { } fault)
        {
            throw new AwsException("MalformedPolicyDocumentException", fault);
        }

        if (request.BlockPublicPolicy && ResourcePolicy.IsPublic(request.ResourcePolicy))
        {
            throw new AwsException("PublicPolicyException", "You can't attach the policy because it allows broad access to the secret.");
        }

        return SecretName.Of(await calls.ChangeAsync(request.SecretId, context, secret => secret with { Policy = request.ResourcePolicy }));
    }

    private async ValueTask<SecretName> GetAsync(SecretRequest request, CallContext context)
    {
        var secret = await calls.LiveAsync(request.SecretId, context);
        return SecretName.Of(secret) with { ResourcePolicy = secret.Policy };
    }

    private async ValueTask<SecretName> DeleteAsync(SecretRequest request, CallContext context) =>
        SecretName.Of(await calls.ChangeAsync(request.SecretId, context, secret => secret.Policy is null ? secret : secret with { Policy = null }));

    private async ValueTask<ValidatePolicyAnswer> ValidateAsync(ValidatePolicyRequest request, CallContext context)
    {
        if (request.SecretId is not null)
        {
            await calls.LiveAsync(request.SecretId, context);
        }

        var fault = ResourcePolicy.Fault(request.ResourcePolicy);
        ValidationError? error = fault is not null ? new("SyntaxCheck", fault)
            : ResourcePolicy.IsPublic(request.ResourcePolicy) ? new("PublicAccessCheck", "The policy allows broad access to the secret.")
            : null;
        return new() { PolicyValidationPassed = error is null, ValidationErrors = error is null ? [] : [error] };
    }
}
