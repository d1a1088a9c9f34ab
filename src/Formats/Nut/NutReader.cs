using System.Buffers;
using System.Buffers.Binary;
using Headwater.Foundation;

namespace Headwater.Formats.Nut;

/// <summary>Reads a NUT file as its bytes come: the headers once, then the frames. Total: any bytes, any split; holds only tables, never media.</summary>
/// <remarks>
/// Specification: NUT (nut.txt), versions 3 and 4, with the <c>FLAG_PIPE</c> mode without syncpoints. Not thread-safe.
/// What is damaged ends the reading: the peer is a process on the same machine, where damage means a fault and not noise.
/// </remarks>
/// <param name="maximumFrameBytes">Longest frame; a longer one is invalid. 1 to 2³⁰.</param>
public sealed class NutReader(int maximumFrameBytes = 16 << 20)
{
    private const int MaximumPacketBytes = 256 << 10;

    private NutMainHeader? _main;
    private NutStreamState?[] _streams = [];
    private bool _identified;
    private bool _announced;
    private bool _synchronised;
    private bool _damaged;
    private ulong _skip;

    /// <summary>Reads the next element.</summary>
    /// <param name="source">The bytes that follow what was consumed so far.</param>
    /// <param name="consumed">How many of them are used up, whatever the outcome; the next call begins after them.</param>
    /// <param name="element">The element when the outcome is <see cref="OperationStatus.Done"/>.</param>
    /// <returns>
    /// <see cref="OperationStatus.NeedMoreData"/> when the rest of <paramref name="source"/> must be given again with more behind it;
    /// <see cref="OperationStatus.InvalidData"/> when the file is damaged, now and for ever.
    /// </returns>
    public OperationStatus Read(ReadOnlySpan<byte> source, out int consumed, out NutElement? element)
    {
        consumed = 0;
        element = null;
        while (!_damaged && element is null)
        {
            var status = Step(source[consumed..], out var used, out element);
            consumed += used;
            if (status == OperationStatus.NeedMoreData)
            {
                return status;
            }

            _damaged = status != OperationStatus.Done;
        }

        return element is null ? OperationStatus.InvalidData : OperationStatus.Done;
    }

    private OperationStatus Step(ReadOnlySpan<byte> source, out int used, out NutElement? element)
    {
        element = null;
        used = 0;
        if (_skip > 0)
        {
            used = (int)Math.Min(_skip, (ulong)source.Length);
            _skip -= (ulong)used;
            return _skip > 0 ? OperationStatus.NeedMoreData : OperationStatus.Done;
        }

        if (!_identified)
        {
            return ReadFileId(source, out used);
        }

        return source.IsEmpty ? OperationStatus.NeedMoreData
            : source[0] == 'N' ? ReadPacket(source, out used, out element)
            : ReadFrame(source, out used, out element);
    }

    private OperationStatus ReadFileId(ReadOnlySpan<byte> source, out int used)
    {
        var id = NutSyntax.FileId;
        used = 0;
        if (source.Length < id.Length)
        {
            return id.StartsWith(source) ? OperationStatus.NeedMoreData : OperationStatus.InvalidData;
        }

        used = id.Length;
        _identified = source.StartsWith(id);
        return _identified ? OperationStatus.Done : OperationStatus.InvalidData;
    }

    private OperationStatus ReadPacket(ReadOnlySpan<byte> source, out int used, out NutElement? element)
    {
        used = 0;
        element = null;
        var cursor = new NutCursor(source);
        var startcode = cursor.ReadUInt64();
        var length = cursor.ReadUnsigned();
        var checkedBytes = cursor.Position;
        if (length > NutSyntax.HeaderChecksumThreshold
            && cursor.ReadUInt32() != NutCrc.Compute(source[..checkedBytes]))
        {
            cursor.Fail();
        }

        if (cursor.Status != OperationStatus.Done)
        {
            return cursor.Status;
        }

        if (startcode is not (NutSyntax.MainStartcode or NutSyntax.StreamStartcode or NutSyntax.SyncpointStartcode))
        {
            used = cursor.Position;
            _skip = length;
            return OperationStatus.Done;
        }

        if (length is < 4 or > MaximumPacketBytes)
        {
            return OperationStatus.InvalidData;
        }

        if ((ulong)cursor.Remaining < length)
        {
            return OperationStatus.NeedMoreData;
        }

        used = cursor.Position + (int)length;
        var body = source[cursor.Position..(used - 4)];
        return NutCrc.Compute(body) == BinaryPrimitives.ReadUInt32BigEndian(source[(used - 4)..]) && ReadBody(startcode, body, out element)
            ? OperationStatus.Done
            : OperationStatus.InvalidData;
    }

    private bool ReadBody(ulong startcode, ReadOnlySpan<byte> body, out NutElement? element)
    {
        element = null;
        switch (startcode)
        {
            case NutSyntax.SyncpointStartcode:
                return ReadSyncpoint(body);
            case NutSyntax.MainStartcode:
                // Writers repeat their headers now and then for readers that join late; they may not change.
                if (_main is null)
                {
                    _main = NutMainHeader.Read(body);
                    _streams = new NutStreamState?[_main?.StreamCount ?? 0];
                }

                return _main is not null;
            default:
                return _announced || ReadStreamHeader(body, out element);
        }
    }

    private bool ReadStreamHeader(ReadOnlySpan<byte> body, out NutElement? element)
    {
        element = null;
        if (_main is null || NutStreamState.Read(body, _main, out var id) is not { } state || _streams[id] is not null)
        {
            return false;
        }

        _streams[id] = state;
        if (Array.TrueForAll(_streams, stream => stream is not null))
        {
            _announced = true;
            element = new NutHeader(EquatableList.Create<NutStream>([.. _streams.Select(stream => stream!.Stream)]));
        }

        return true;
    }

    private bool ReadSyncpoint(ReadOnlySpan<byte> body)
    {
        var cursor = new NutCursor(body);
        var coded = cursor.ReadUnsigned();
        cursor.ReadUnsigned();
        if (cursor.Status != OperationStatus.Done || _main is null || !_announced)
        {
            return false;
        }

        var from = _main.TimeBases[(int)(coded % (ulong)_main.TimeBases.Length)];
        var ticks = (long)(coded / (ulong)_main.TimeBases.Length);
        foreach (var stream in _streams)
        {
            stream!.LastPts = from.Convert(ticks, stream.Stream.TimeBase);
        }

        return _synchronised = true;
    }

    private OperationStatus ReadFrame(ReadOnlySpan<byte> source, out int used, out NutElement? element)
    {
        used = 0;
        element = null;
        if (_main is null || !_synchronised)
        {
            return OperationStatus.InvalidData;
        }

        var status = NutFrameHeader.Read(source, _main, _streams!, maximumFrameBytes, out var header);
        if (status != OperationStatus.Done)
        {
            return status;
        }

        if (source.Length - header.HeaderLength < header.DataLength)
        {
            return OperationStatus.NeedMoreData;
        }

        used = header.HeaderLength + header.DataLength;
        var data = source[header.HeaderLength..used];
        if (header.SideData)
        {
            var cursor = new NutCursor(data);
            NutSideData.Skip(ref cursor);
            if (cursor.Status != OperationStatus.Done)
            {
                return OperationStatus.InvalidData;
            }

            data = data[cursor.Position..];
        }

        byte[] payload = [.. _main.ElisionHeaders[header.HeaderIndex], .. data];
        _streams[header.Stream]!.LastPts = header.Pts;
        element = new NutFrame(header.Stream, header.Pts, header.Key, payload);
        return OperationStatus.Done;
    }
}
