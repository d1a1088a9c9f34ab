namespace Headwater.Aws.Calls;

/// <summary>One service: the operations of its model that run here.</summary>
public interface IAwsService
{
    /// <summary>Name of its model, which is its folder of facts in <c>Models/Data</c>: <c>medialive</c>, <c>s3</c>, <c>secretsmanager</c> …</summary>
    string Model { get; }

    /// <summary>Names the operations and what handles them; called once.</summary>
    void Map(OperationMap operations);
}
