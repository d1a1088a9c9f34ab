using System.Collections.Concurrent;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Tests.Support;

/// <summary>Allows everything but the actions it is told to refuse; remembers what it was asked.</summary>
public sealed class RigAuthorizer(params string[] refused) : IAuthorizer
{
    public ConcurrentQueue<Permission> Asked { get; } = [];

    public ValueTask<string?> RefusalAsync(CallContext context, Permission permission)
    {
        Asked.Enqueue(permission);
        return new(refused.Contains(permission.Action) ? $"User: {context.Principal.Arn} is not authorized to perform: {permission.Action} on resource: {permission.Resource}" : null);
    }
}
