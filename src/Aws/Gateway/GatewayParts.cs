using Headwater.Aws.Calls;
using Headwater.Aws.Models;
using Microsoft.Extensions.Logging;

namespace Headwater.Aws.Gateway;

/// <summary>What the door works with.</summary>
public sealed record GatewayParts
{
    /// <summary>How it presents itself.</summary>
    public required GatewayOptions Options { get; init; }

    /// <summary>The keys that exist.</summary>
    public required ICredentialSource Credentials { get; init; }

    /// <summary>Decides who may do what.</summary>
    public required IAuthorizer Authorizer { get; init; }

    /// <summary>Our clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Where inert settings and unexpected failures are told.</summary>
    public required ILogger<AwsGateway> Logger { get; init; }

    /// <summary>Hears of every call; null: nobody does.</summary>
    public ICallAudit? Audit { get; init; }

    /// <summary>Answers browsers that ask before they call; null: they are refused.</summary>
    public IPreflight? Preflight { get; init; }

    /// <summary>The models; null: those that come with the platform.</summary>
    public ModelCatalog? Models { get; init; }

    /// <summary>The setting table of a model's name, or null when it has none; null: those that come with the platform.</summary>
    public Func<string, SettingTable?>? Settings { get; init; }
}
