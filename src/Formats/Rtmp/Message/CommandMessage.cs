using System.Buffers;
using Headwater.Formats.Amf;
using Headwater.Foundation;

namespace Headwater.Formats.Rtmp;

/// <summary>A command or its answer: name, transaction, then arguments of which the first is the command object or null.</summary>
/// <remarks>Specification: RTMP 1.0, 7.1.1 and 7.2; types 20 and, behind a format byte of zero, 17.</remarks>
/// <param name="Name">The command.</param>
/// <param name="Transaction">What the answer repeats; 0 asks for none.</param>
/// <param name="Arguments">All that follows.</param>
internal sealed record CommandMessage(string Name, double Transaction, EquatableList<AmfValue> Arguments)
{
    /// <summary>Reads a whole payload to its end.</summary>
    public static OperationStatus Read(ReadOnlySpan<byte> source, bool version3, AmfLimits limits, out CommandMessage? command)
    {
        command = null;

        // Interop: some senders of version 3 leave the format byte out; a command can then not begin with zero.
        var reader = new AmfReader(version3 && source is [0, ..] ? source[1..] : source, limits);
        if (reader.ReadAmf0(out var name) is var named and not OperationStatus.Done)
        {
            return named;
        }

        if (reader.ReadAmf0(out var transaction) is var numbered and not OperationStatus.Done)
        {
            return numbered;
        }

        if (name is not AmfString text || transaction is not AmfNumber number)
        {
            return OperationStatus.InvalidData;
        }

        var arguments = new List<AmfValue>();
        while (!reader.AtEnd)
        {
            if (reader.ReadAmf0(out var argument) is var status and not OperationStatus.Done)
            {
                return status;
            }

            arguments.Add(argument);
        }

        command = new CommandMessage(text.Value, number.Value, [.. arguments]);
        return OperationStatus.Done;
    }

    /// <summary>Writes the payload of type 20.</summary>
    public void Write(IBufferWriter<byte> writer)
    {
        AmfWriter.WriteAmf0(writer, new AmfString(Name));
        AmfWriter.WriteAmf0(writer, new AmfNumber(Transaction));
        foreach (var argument in Arguments)
        {
            AmfWriter.WriteAmf0(writer, argument);
        }
    }

    /// <summary>The argument at that place, or null when there are fewer.</summary>
    public AmfValue? Argument(int index) => index < Arguments.Count ? Arguments[index] : null;

    /// <summary>The text at that place; empty when there is something else or nothing.</summary>
    public string Text(int index) => Argument(index) is AmfString text ? text.Value : "";
}
