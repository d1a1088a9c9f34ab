namespace Headwater.Formats.MpegTs;

/// <summary>Finds the packets in a stream of bytes, the same ones whatever the split.</summary>
/// <remarks>Sync is taken when three sync bytes stand in their places and lost with the first that does not; only what decides that is kept.</remarks>
/// <param name="onPacket">Borrows 188 bytes that start with the sync byte.</param>
/// <param name="onLost">Called when sync is lost.</param>
/// <param name="onRegained">Called when it is found again, with how many bytes were passed over.</param>
internal sealed class TsFraming(Action<ReadOnlySpan<byte>> onPacket, Action onLost, Action<long> onRegained)
{
    private const int SyncBytes = (2 * TsPacket.Bytes) + 1;

    private readonly byte[] _carry = new byte[SyncBytes];
    private int _carried;
    private bool _synced;
    private long _skippedSinceSync;

    /// <summary>How many bytes were passed over in all.</summary>
    public long SkippedBytes { get; private set; }

    /// <summary>Takes one packet's worth from <paramref name="source"/>; returns how many bytes.</summary>
    public int Take(ReadOnlySpan<byte> source)
    {
        if (_synced && _carried == 0 && source.Length >= TsPacket.Bytes && source[0] == TsPacket.SyncByte)
        {
            onPacket(source[..TsPacket.Bytes]);
            return TsPacket.Bytes;
        }

        var wanted = _synced ? TsPacket.Bytes : SyncBytes;
        var take = Math.Min(source.Length, wanted - _carried);
        if (take > 0)
        {
            source[..take].CopyTo(_carry.AsSpan(_carried));
            _carried += take;
        }

        Advance(final: false);
        return Math.Max(take, 0);
    }

    /// <summary>Ends the stream; a packet that is not whole counts as skipped.</summary>
    public void End()
    {
        Advance(final: true);
        SkippedBytes += _carried;
        _carried = 0;
    }

    /// <summary>Moves on in the carried bytes as far as they decide it; at the end of the stream they always do.</summary>
    private void Advance(bool final)
    {
        while (_carried > 0)
        {
            var carried = _carry.AsSpan(0, _carried);
            if (_synced && carried[0] == TsPacket.SyncByte)
            {
                if (_carried < TsPacket.Bytes)
                {
                    break;
                }

                onPacket(carried[..TsPacket.Bytes]);
                Drop(TsPacket.Bytes);
            }
            else if (_synced)
            {
                _synced = false;
                onLost();
            }
            else if (_carried < SyncBytes && !final)
            {
                break;
            }
            else if (carried[0] == TsPacket.SyncByte && carried.Length >= TsPacket.Bytes && IsSyncAt(TsPacket.Bytes) && IsSyncAt(2 * TsPacket.Bytes))
            {
                Regain();
            }
            else
            {
                Skip();
            }
        }
    }

    private bool IsSyncAt(int at) => at >= _carried || _carry[at] == TsPacket.SyncByte;

    private void Regain()
    {
        _synced = true;
        if (_skippedSinceSync > 0)
        {
            onRegained(_skippedSinceSync);
            _skippedSinceSync = 0;
        }
    }

    private void Skip()
    {
        var next = _carry.AsSpan(1, _carried - 1).IndexOf(TsPacket.SyncByte);
        var skip = next < 0 ? _carried : next + 1;
        _skippedSinceSync += skip;
        SkippedBytes += skip;
        Drop(skip);
    }

    private void Drop(int count)
    {
        _carry.AsSpan(count, _carried - count).CopyTo(_carry);
        _carried -= count;
    }
}
