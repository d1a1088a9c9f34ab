using Headwater.Aws.Calls;
using Headwater.Aws.Gateway;
using Headwater.Aws.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headwater.Aws.Tests.Support;

/// <summary>What a rig is made of. By default: everybody known may do everything, and the clock is the machine's, for real clients sign with it.</summary>
public sealed record AwsRigParts
{
    public RigCredentials Credentials { get; init; } = new();

    /// <summary>Knows the keys instead of <see cref="Credentials"/>; null: those do.</summary>
    public ICredentialSource? CredentialSource { get; init; }

    public IAuthorizer Authorizer { get; init; } = new RigAuthorizer();

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public RigAudit Audit { get; init; } = new();

    public ILogger<AwsGateway> Logger { get; init; } = NullLogger<AwsGateway>.Instance;

    public IPreflight? Preflight { get; init; }

    public ModelCatalog? Models { get; init; }

    public Func<string, SettingTable?>? Settings { get; init; }

    public AwsGateway Build(params IAwsService[] services) => new(services, new GatewayParts
    {
        Options = new GatewayOptions { Account = AwsRig.Account },
        Credentials = CredentialSource ?? Credentials,
        Authorizer = Authorizer,
        Clock = Clock,
        Logger = Logger,
        Audit = Audit,
        Preflight = Preflight,
        Models = Models,
        Settings = Settings,
    });
}
