using Headwater.Aws.Calls;
using Headwater.Documents;

namespace Headwater.Aws.Services.Iam;

/// <summary>IAM: who there is, and what each may do.</summary>
/// <param name="store">Where it is kept.</param>
public sealed class IamService(IDocumentStore store) : IAwsService
{
    /// <inheritdoc/>
    public string Model => "iam";

    /// <inheritdoc/>
    public void Map(OperationMap operations)
    {
        var documents = new IamDocuments(store);
        new UserOperations(documents).Map(operations);
        new GroupOperations(documents).Map(operations);
        new RoleOperations(documents).Map(operations);
        new EntityPolicyOperations(documents).Map(operations);
        new ManagedPolicyOperations(documents).Map(operations);
        new AccessKeyOperations(documents).Map(operations);
        new TagOperations(documents).Map(operations);
        new InstanceProfileOperations(documents).Map(operations);
        new ServiceLinkedRoleOperations(documents).Map(operations);
        new AccountOperations(documents).Map(operations);
        new SimulationOperations(documents).Map(operations);
    }
}
