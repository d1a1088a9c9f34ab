using Headwater.Aws.Calls;
using Headwater.Aws.Compile;
using Headwater.Aws.Services.SecretsManager;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>MediaPackage v2: channel groups, channels, origin endpoints, their policies, tags.</summary>
/// <param name="store">Where its documents are.</param>
/// <param name="secrets">Reads the secrets that policies name.</param>
/// <param name="hosts">The names in URLs.</param>
/// <param name="publisher">Makes changes run.</param>
public sealed class MediaPackageV2Service(IDocumentStore store, SecretReader secrets, PackageHosts hosts, IPlanPublisher publisher) : IAwsService
{
    /// <inheritdoc/>
    public string Model => "mediapackagev2";

    /// <inheritdoc/>
    public void Map(OperationMap operations)
    {
        var documents = new PackageV2Documents(store);
        new GroupOperations(documents, hosts).Map(operations);
        new ChannelV2Operations(documents, hosts, publisher).Map(operations);
        new EndpointV2Operations(documents, hosts, publisher).Map(operations);
        new EndpointPolicyOperations(documents, secrets, publisher).Map(operations);
        new TagV2Operations(documents).Map(operations);
    }
}
