using System.Collections.Frozen;
using System.Text.Json;

namespace Headwater.Aws.Models;

/// <summary>What a published API description says of a service: its operations and shapes. Immutable.</summary>
public sealed class ServiceModel
{
    /// <summary>What tells its calls from others'.</summary>
    public required ServiceFacts Facts { get; init; }

    /// <summary>Name of the model, such as <c>medialive</c>.</summary>
    public string Name => Facts.Name;

    /// <summary>Its operations by name.</summary>
    public required FrozenDictionary<string, OperationModel> Operations { get; init; }

    /// <summary>Its shapes by name.</summary>
    public required FrozenDictionary<string, Shape> Shapes { get; init; }

    /// <summary>The error of that shape name or query code, or null.</summary>
    public Shape? FindError(string code) =>
        Shapes.GetValueOrDefault(code) is { IsError: true } shape ? shape : Shapes.Values.FirstOrDefault(candidate => candidate.IsError && candidate.ErrorCode == code);

    /// <summary>Reads a description in the published JSON format without texts.</summary>
    /// <exception cref="InvalidDataException">It is not such a description.</exception>
    public static ServiceModel Read(string name, Stream description)
    {
        using var document = JsonDocument.Parse(description);
        return ModelReader.Read(name, document.RootElement);
    }
}
