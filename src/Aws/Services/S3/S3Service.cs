using Headwater.Aws.Calls;
using Headwater.Objects;

namespace Headwater.Aws.Services.S3;

/// <summary>S3 over the object store.</summary>
/// <param name="store">The objects.</param>
/// <param name="authorizer">Decides object by object where one call is about many, and who may learn that an object is not there.</param>
public sealed class S3Service(IObjectStore store, IAuthorizer authorizer) : IAwsService
{
    /// <inheritdoc/>
    public string Model => "s3";

    /// <inheritdoc/>
    public void Map(OperationMap operations)
    {
        var access = new S3Access(store, authorizer);
        var map = new S3Map(operations, access);
        new BucketOperations(access).Map(map);
        new BucketConfigurations(access).Map(map);
        new Listings(access).Map(map);
        new ObjectReads(access).Map(map);
        new ObjectWrites(access).Map(map);
        new ObjectCopies(access).Map(map);
        new UploadOperations(access).Map(map);
    }
}
