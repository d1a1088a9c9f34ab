namespace Headwater.Documents.Tests;

public sealed class MemoryDocumentStoreTests : DocumentStoreConformance
{
    protected override IDocumentStore OpenEmpty() => new MemoryDocumentStore();
}
