using Headwater.Aws.Calls;
using Headwater.Aws.Services.SecretsManager;
using Headwater.Documents;

namespace Headwater.Aws.Services.Ssm;

/// <summary>Systems Manager's parameters.</summary>
/// <param name="store">Where its documents are.</param>
/// <param name="cipher">Encrypts secure strings at rest.</param>
public sealed class SsmService(IDocumentStore store, SecretCipher cipher) : IAwsService
{
    /// <inheritdoc/>
    public string Model => "ssm";

    /// <inheritdoc/>
    public void Map(OperationMap operations)
    {
        var parameters = new ParameterStore(store, cipher);
        new PutOperation(parameters).Map(operations);
        new ReadOperations(parameters).Map(operations);
        new DescribeOperation(parameters).Map(operations);
        new DeleteOperations(parameters).Map(operations);
        new LabelOperations(parameters).Map(operations);
        new TagParameterOperations(parameters).Map(operations);
    }
}
