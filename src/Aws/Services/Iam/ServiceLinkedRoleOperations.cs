using System.Text.Json.Nodes;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Iam;

/// <summary>The operations on roles that belong to a service.</summary>
internal sealed class ServiceLinkedRoleOperations(IamDocuments documents)
{
    // The names that AWS gives; there is no rule that makes them of the service's.
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["events.amazonaws.com"] = "AWSServiceRoleForCloudWatchEvents",
        ["logger.cloudfront.amazonaws.com"] = "AWSServiceRoleForCloudFrontLogger",
        ["mediatailor.amazonaws.com"] = "AWSServiceRoleForMediaTailor",
        ["replicator.lambda.amazonaws.com"] = "AWSServiceRoleForLambdaReplicator",
        ["ssm.amazonaws.com"] = "AWSServiceRoleForAmazonSSM",
    };

    /// <summary>Maps them.</summary>
    public void Map(OperationMap operations)
    {
        operations.Map<LinkedRoleRequest, RoleOperations.RoleAnswerHolder>("CreateServiceLinkedRole", CreateAsync, (request, context) =>
            new Permission("iam:CreateServiceLinkedRole", $"arn:aws:iam::{context.Account}:role/aws-service-role/{request.AWSServiceName}/*")
            {
                Conditions = new Dictionary<string, string> { ["iam:AWSServiceName"] = request.AWSServiceName },
            });
        operations.Map<LinkedRoleRequest, DeletionAnswer>("DeleteServiceLinkedRole", DeleteAsync, (request, context) =>
            EntityKind.Role.PermissionAsync(documents, "DeleteServiceLinkedRole", new EntityRequest { RoleName = request.RoleName }, context));
        operations.Map<LinkedRoleRequest, DeletionStatusAnswer>("GetServiceLinkedRoleDeletionStatus", GetDeletionAsync);
    }

    private ValueTask<RoleOperations.RoleAnswerHolder> CreateAsync(LinkedRoleRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        if (!Names.TryGetValue(request.AWSServiceName, out var name))
        {
            throw IamFault.Invalid($"Service-linked role is not available for the service {request.AWSServiceName}.");
        }

        if (request.CustomSuffix is not null)
        {
            throw IamFault.Invalid($"Custom suffix is not allowed for {request.AWSServiceName}");
        }

        if (await transaction.FindAsync<RoleDocument>(IamCollections.Roles, name) is not null)
        {
            throw IamFault.Invalid($"Service role name {name} has been taken in this account, please try a different suffix.");
        }

        var path = $"/aws-service-role/{request.AWSServiceName}/";
        var role = new RoleDocument
        {
            Name = name,
            Path = path,
            Id = IamId.New(EntityKind.Role.Prefix),
            Arn = EntityKind.Role.Arn(context.Account, path, name),
            Created = context.Time,
            Trust = TrustOf(request.AWSServiceName),
            Description = request.Description,
        };
        transaction.Put(IamCollections.Roles, name, role);
        return new RoleOperations.RoleAnswerHolder(RoleAnswer.Full(role));
    });

    private ValueTask<DeletionAnswer> DeleteAsync(LinkedRoleRequest request, CallContext context) => documents.ChangeAsync(context, async transaction =>
    {
        var role = (RoleDocument)await EntityKind.Role.GetAsync(transaction, request.RoleName!);
        if (!role.IsServiceLinked)
        {
            throw IamFault.Invalid($"Role {role.Name} is not a service-linked role.");
        }

        transaction.Put(IamCollections.Roles, role.Name, null);
        return new DeletionAnswer($"task{role.Path}{role.Name}/{Guid.NewGuid()}");
    });

    /// <summary>A deletion is done when it is answered, so a task succeeded when its role is gone.</summary>
    private async ValueTask<DeletionStatusAnswer> GetDeletionAsync(LinkedRoleRequest request, CallContext context)
    {
        var parts = request.DeletionTaskId!.Split('/');
        if (parts is not ["task", "aws-service-role", _, var name, _])
        {
            throw IamFault.Missing($"Deletion Task Id {request.DeletionTaskId} cannot be found.");
        }

        return new(await EntityKind.Role.Find(documents.Read(context), name) is null ? "SUCCEEDED" : "NOT_STARTED");
    }

    private static string TrustOf(string service) => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = service },
            ["Action"] = "sts:AssumeRole",
        }),
    }.ToJsonString();

    /// <summary>A request about service-linked roles.</summary>
    internal sealed record LinkedRoleRequest
    {
        /// <summary>Such as <c>events.amazonaws.com</c>.</summary>
        public string AWSServiceName { get; init; } = "";

        /// <summary>What it is for.</summary>
        public string? Description { get; init; }

        /// <summary>What its name shall end with.</summary>
        public string? CustomSuffix { get; init; }

        /// <summary>Which role.</summary>
        public string? RoleName { get; init; }

        /// <summary>Which deletion.</summary>
        public string? DeletionTaskId { get; init; }
    }

    /// <summary>The answer of DeleteServiceLinkedRole.</summary>
    internal sealed record DeletionAnswer(string DeletionTaskId);

    /// <summary>The answer of GetServiceLinkedRoleDeletionStatus.</summary>
    internal sealed record DeletionStatusAnswer(string Status);
}
