using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Iam;

/// <summary>Managed policies by their ARNs, AWS's and the account's.</summary>
internal static class ManagedPolicies
{
    /// <summary>The policy of that ARN, or null.</summary>
    public static async ValueTask<ManagedPolicy?> FindAsync(IamTransaction transaction, string arn)
    {
        if (AwsManagedPolicies.Find(arn) is { } known)
        {
            return known;
        }

        var name = arn[(arn.LastIndexOf('/') + 1)..];
        return name.Length > 0 && await transaction.FindAsync<ManagedPolicy>(IamCollections.Policies, name) is { } found && found.Arn == arn ? found : null;
    }

    /// <summary>The policy of that ARN.</summary>
    /// <exception cref="AwsException">There is none.</exception>
    public static async ValueTask<ManagedPolicy> GetAsync(IamTransaction transaction, string arn) =>
        await FindAsync(transaction, arn) ?? throw IamFault.MissingPolicy(arn);

    /// <summary>The account's own policy of that ARN, to be changed.</summary>
    /// <exception cref="AwsException">There is none, or it is AWS's.</exception>
    public static async ValueTask<ManagedPolicy> GetToChangeAsync(IamTransaction transaction, string arn)
    {
        if (arn.StartsWith("arn:aws:iam::aws:", StringComparison.Ordinal))
        {
            throw new AwsException("AccessDenied", $"Cannot modify the AWS managed policy {arn}.") { Status = 403 };
        }

        return await GetAsync(transaction, arn);
    }

    /// <summary>Writes the account's own policy; AWS's are not kept.</summary>
    public static void Put(IamTransaction transaction, ManagedPolicy policy)
    {
        if (AwsManagedPolicies.Find(policy.Arn) is null)
        {
            transaction.Put(IamCollections.Policies, policy.Name, policy);
        }
    }

    /// <summary>Counts an attachment more or less.</summary>
    public static async ValueTask CountAsync(IamTransaction transaction, string arn, int attachments, int boundaries)
    {
        if (await FindAsync(transaction, arn) is not { } policy)
        {
            throw IamFault.Missing($"Policy {arn} does not exist or is not attachable.");
        }

        Put(transaction, policy with { Attachments = policy.Attachments + attachments, Boundaries = policy.Boundaries + boundaries });
    }
}
