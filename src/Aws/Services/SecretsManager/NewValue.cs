using System.Text;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>A value a caller gives.</summary>
/// <param name="Bytes">The value.</param>
/// <param name="IsBinary">Whether it is bytes; else it is UTF-8 text.</param>
internal sealed record NewValue(ReadOnlyMemory<byte> Bytes, bool IsBinary)
{
    private const int MostBytes = 65_536;

    /// <summary>The value of a request; null when it has none.</summary>
    /// <exception cref="Calls.AwsException">It has two, or too much.</exception>
    public static NewValue? Of(string? text, byte[]? binary)
    {
        if (text is not null && binary is not null)
        {
            throw RefusedSecret.Parameter("You can't specify both a binary secret value and a string secret value in the same secret.");
        }

        var value = text is not null ? new NewValue(Encoding.UTF8.GetBytes(text), false) : binary is not null ? new(binary, true) : null;
        return value?.Bytes.Length > MostBytes ? throw RefusedSecret.Parameter($"The secret value is longer than {MostBytes} bytes.") : value;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Bytes.Length} bytes";
}
