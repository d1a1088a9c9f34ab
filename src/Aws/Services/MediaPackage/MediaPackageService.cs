using Headwater.Aws.Calls;
using Headwater.Aws.Compile;
using Headwater.Aws.Services.SecretsManager;
using Headwater.Documents;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>MediaPackage v1: channels, origin endpoints, harvest jobs, tags.</summary>
/// <param name="store">Where its documents are.</param>
/// <param name="secrets">Reads the secrets that endpoints name.</param>
/// <param name="hosts">The names in URLs.</param>
/// <param name="publisher">Makes changes run.</param>
/// <param name="harvests">Runs harvest jobs; null where nothing does, and then none is taken.</param>
public sealed class MediaPackageService(IDocumentStore store, SecretReader secrets, PackageHosts hosts, IPlanPublisher publisher, HarvestRunner? harvests) : IAwsService
{
    /// <inheritdoc/>
    public string Model => "mediapackage";

    /// <inheritdoc/>
    public void Map(OperationMap operations)
    {
        var documents = new PackageDocuments(store);
        new ChannelOperations(documents, hosts, publisher).Map(operations);
        new EndpointOperations(documents, secrets, hosts, publisher).Map(operations);
        new HarvestOperations(documents, harvests).Map(operations);
        new TagOperations(documents).Map(operations);
    }
}
