using Headwater.Log.Layout;

namespace Headwater.Log.Writing;

/// <summary>Records on their way into the log: checked against where the log will stand, and encoded one after the other. Reused; writer only.</summary>
internal sealed class StagedBatch
{
    private const int FirstBytes = 64 << 10;
    private const int KeptBytes = 8 << 20;
    private const int MaximumBytes = 256 << 20;

    private readonly List<StagedRecord> _records = [];
    private readonly LogPosition _position = new();
    private byte[] _bytes = new byte[FirstBytes];
    private int _length;

    /// <summary>What is staged, in order. Valid until the next <see cref="Begin"/>.</summary>
    public IReadOnlyList<StagedRecord> Records => _records;

    /// <summary>The records as they will lie in an extent. Valid until the next <see cref="Begin"/>.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>Where the log will stand after them.</summary>
    public LogPosition Position => _position;

    /// <summary>Latest end of a fragment among them in 100 ns since the epoch; <see cref="long.MinValue"/> without one.</summary>
    public long EndTime { get; private set; }

    /// <summary>Earliest start of a fragment among them in 100 ns since the epoch; <see cref="long.MaxValue"/> without one.</summary>
    public long StartTime { get; private set; }

    public void Begin(LogPosition position)
    {
        _position.CopyFrom(position);
        _records.Clear();
        _length = 0;
        EndTime = long.MinValue;
        StartTime = long.MaxValue;
        if (_bytes.Length > KeptBytes)
        {
            // A rare giant is not kept for good.
            _bytes = new byte[FirstBytes];
        }
    }

    /// <summary>Adds a record, unless it changes nothing.</summary>
    /// <exception cref="ArgumentException">The writer may not append it here; the message says why.</exception>
    public void Add(LogRecord record)
    {
        switch (record)
        {
            case Fragment fragment:
                Add(fragment);
                break;
            case TrackConfig config:
                Add(config);
                break;
            case Marker marker:
                Add(marker);
                break;
            case Discontinuity:
                Stage(new() { Kind = RecordKind.Discontinuity }, 0, null);
                _position.Discontinuities++;
                break;
            case End when !_position.Ended:
                Stage(new() { Kind = RecordKind.End }, 0, null);
                _position.Ended = true;
                break;
        }
    }

    private void Add(Fragment fragment)
    {
        var track = RecordRules.Check(fragment, _position);
        EndTime = Math.Max(EndTime, RecordRules.MediaTicks(fragment.DecodeTicks + fragment.DurationTicks, track.Config.Timescale));
        StartTime = Math.Min(StartTime, RecordRules.MediaTicks(fragment.DecodeTicks, track.Config.Timescale));
        Payload(fragment.Payload.Length, out var destination);
        fragment.Payload.Span.CopyTo(destination);
        var header = new RecordHeader(
            RecordKind.Fragment,
            fragment.RandomAccess,
            destination.Length,
            fragment.Track,
            0,
            fragment.DecodeTicks,
            fragment.PresentationTicks,
            fragment.DurationTicks,
            Crc32C.Compute(destination));
        Stage(header, track.Generation, null);
        _position.Set(track with { HasFragment = true, DecodeTicks = fragment.DecodeTicks, Timescale = track.Config.Timescale });
    }

    private void Add(TrackConfig config)
    {
        RecordRules.Check(config, _position);
        var (generation, isNew) = _position.Configure(config);
        if (!isNew)
        {
            return;
        }

        // The log keeps the configuration for as long as it is in force: the caller's buffer is not its to keep.
        config = config with { Header = config.Header.ToArray() };
        _position.TryFind(config.Track, out var track);
        _position.Set(track with { Config = config });
        Payload(TrackConfigLayout.Measure(config), out var destination);
        TrackConfigLayout.Write(config, destination);
        Stage(new() { Kind = RecordKind.TrackConfig, Subject = config.Track, PayloadBytes = destination.Length, PayloadCrc = Crc32C.Compute(destination) }, generation, config);
    }

    private void Add(Marker marker)
    {
        RecordRules.Check(marker);
        Payload(marker.Payload.Length, out var destination);
        marker.Payload.Span.CopyTo(destination);
        var header = new RecordHeader
        {
            Kind = RecordKind.Marker,
            Subject = (int)marker.Kind,
            PayloadBytes = destination.Length,
            DecodeTicks = marker.Time.Ticks,
            DurationTicks = marker.Time.Timescale,
            PayloadCrc = Crc32C.Compute(destination),
        };
        Stage(header, 0, marker with { Payload = destination.ToArray() });
    }

    /// <summary>Makes room for a record and hands out where its payload goes.</summary>
    private void Payload(int payloadBytes, out Span<byte> destination)
    {
        Reserve(RecordHeader.SizeBytes + payloadBytes);
        destination = _bytes.AsSpan(_length + RecordHeader.SizeBytes, payloadBytes);
    }

    private void Stage(RecordHeader header, int generation, LogRecord? kept)
    {
        Reserve(RecordHeader.SizeBytes + header.PayloadBytes);
        header = header with { Sequence = _position.NextSequence };
        header.Write(_bytes.AsSpan(_length));
        _records.Add(new(header, generation, _position.Discontinuities, _length, kept));
        _length += RecordHeader.SizeBytes + header.PayloadBytes;
        _position.NextSequence++;
        _position.Ended = false;
    }

    private void Reserve(int more)
    {
        if (more > _bytes.Length - _length)
        {
            var needed = (long)_length + more;
            if (needed > MaximumBytes)
            {
                throw new ArgumentException($"A batch of more than {MaximumBytes:N0} bytes cannot be appended at once.");
            }

            Array.Resize(ref _bytes, (int)Math.Min(MaximumBytes, Math.Max(needed, 2L * _bytes.Length)));
        }
    }
}
