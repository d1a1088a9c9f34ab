using System.Buffers;

namespace Headwater.Formats.Mp4;

/// <summary>Reads one movie fragment, <c>moof</c> and <c>mdat</c>, and walks the samples of one track in place, without allocation.</summary>
/// <remarks>
/// Specification: ISO/IEC 14496-12, 8.8.4 to 8.8.12. Takes what other writers make of it: several tracks and runs, defaults anywhere,
/// data offsets relative to the fragment or to the track fragment before, unknown boxes. Boxes before the <c>moof</c> are passed over.
/// Interop: an absolute base data offset is taken to be the <c>moof</c>, as ffmpeg and Smooth Streaming writers mean it, for the place in the file is not known here.
/// </remarks>
public readonly ref struct CmafChunkReader
{
    private readonly ReadOnlySpan<byte> _source;
    private readonly ReadOnlySpan<byte> _moof;
    private readonly int _dataOffset;
    private readonly SampleDefaults _defaults;

    private CmafChunkReader(ReadOnlySpan<byte> source, ReadOnlySpan<byte> moof, int moofOffset, int dataOffset, uint trackId, SampleDefaults defaults)
    {
        _source = source;
        _moof = moof;
        MoofOffset = moofOffset;
        _dataOffset = dataOffset;
        TrackId = trackId;
        _defaults = defaults;
    }

    /// <summary>Number of the movie fragment; 0 when not told.</summary>
    public uint SequenceNumber { get; private init; }

    /// <summary>track_ID of the track that is read; 0 when there is no track fragment.</summary>
    public uint TrackId { get; }

    /// <summary>First byte of the <c>moof</c> from the start of the span.</summary>
    public int MoofOffset { get; }

    /// <summary>Bytes from the start of the span to the end of the <c>mdat</c>.</summary>
    public int LengthBytes => _source.Length;

    /// <summary>How many samples of the track there are.</summary>
    public int SampleCount { get; private init; }

    /// <summary>Decode time of the first sample in ticks; 0 without samples.</summary>
    public long DecodeTicks { get; private init; }

    /// <summary>Earliest composition time in ticks; 0 without samples.</summary>
    public long PresentationTicks { get; private init; }

    /// <summary>Sum of the samples' durations in ticks.</summary>
    public long DurationTicks { get; private init; }

    /// <summary>Whether the first sample is a sync sample.</summary>
    public bool RandomAccess { get; private init; }

    /// <summary>Bytes from the <c>moof</c> to the end of the first sample when that is a sync sample, which is what an I-frame playlist's byte range holds; else 0.</summary>
    /// <remarks>Specification: RFC 8216, 4.3.3.6.</remarks>
    public int IFrameLengthBytes { get; private init; }

    /// <summary>Reads the first movie fragment in <paramref name="source"/> and checks every sample of its track.</summary>
    /// <param name="source">The bytes; boxes may precede and follow the fragment.</param>
    /// <param name="chunk">The fragment.</param>
    /// <param name="trackId">Which track; null: that of the first track fragment.</param>
    /// <param name="defaults">What the header says for samples the fragment says nothing of.</param>
    /// <returns>
    /// <see cref="OperationStatus.NeedMoreData"/> when <c>moof</c> or <c>mdat</c> is not whole;
    /// <see cref="OperationStatus.InvalidData"/> when boxes are malformed or a sample lies outside the bytes.
    /// </returns>
    public static OperationStatus Read(
        ReadOnlySpan<byte> source, out CmafChunkReader chunk, uint? trackId = null, SampleDefaults defaults = default)
    {
        chunk = default;
        var boxes = new BoxCursor(source);
        ReadOnlySpan<byte> moof = default;
        var moofOffset = -1;
        while (boxes.MoveNext())
        {
            if (boxes.Type == BoxTypes.Moof)
            {
                if (moofOffset >= 0)
                {
                    return OperationStatus.InvalidData;
                }

                moof = boxes.Content;
                moofOffset = boxes.Offset;
            }
            else if (boxes.Type == BoxTypes.Mdat && moofOffset >= 0)
            {
                var end = boxes.Offset + boxes.Length;
                var found = new CmafChunkReader(source[..end], moof, moofOffset, boxes.ContentOffset, trackId ?? FirstTrackId(moof), defaults);
                return TrySummarise(found, out chunk) ? OperationStatus.Done : OperationStatus.InvalidData;
            }
        }

        return boxes.Status == OperationStatus.InvalidData ? OperationStatus.InvalidData : OperationStatus.NeedMoreData;
    }

    /// <summary>Walks the samples in decode order.</summary>
    public SampleEnumerator GetEnumerator() => new(_source, _moof, MoofOffset, _dataOffset, TrackId, _defaults);

    /// <summary>The bytes of one of its samples.</summary>
    public ReadOnlySpan<byte> PayloadOf(in CmafSample sample) => _source.Slice(sample.Offset, sample.Length);

    private static uint FirstTrackId(ReadOnlySpan<byte> moof)
    {
        if (!BoxCursor.TryFind(moof, BoxTypes.Traf, out var traf) || !BoxCursor.TryFind(traf, BoxTypes.Tfhd, out var tfhd))
        {
            return 0;
        }

        var fields = new FieldReader(tfhd);
        fields.FullBox();
        return fields.UInt32();
    }

    private static bool TrySummarise(CmafChunkReader found, out CmafChunkReader chunk)
    {
        var samples = found.GetEnumerator();
        var count = 0;
        long decode = 0, presentation = 0, end = 0;
        var randomAccess = false;
        var iFrameLength = 0;
        while (samples.MoveNext())
        {
            var sample = samples.Current;
            if (count++ == 0)
            {
                decode = sample.DecodeTicks;
                presentation = sample.PresentationTicks;
                randomAccess = sample.RandomAccess;
                iFrameLength = randomAccess ? Math.Max(0, sample.Offset + sample.Length - found.MoofOffset) : 0;
            }

            presentation = Math.Min(presentation, sample.PresentationTicks);
            end = sample.DecodeTicks + sample.DurationTicks;
        }

        chunk = found with
        {
            SequenceNumber = ReadSequenceNumber(found._moof),
            SampleCount = count,
            DecodeTicks = decode,
            PresentationTicks = presentation,
            DurationTicks = end - decode,
            RandomAccess = randomAccess,
            IFrameLengthBytes = iFrameLength,
        };
        return !samples.Failed;
    }

    private static uint ReadSequenceNumber(ReadOnlySpan<byte> moof)
    {
        if (!BoxCursor.TryFind(moof, BoxTypes.Mfhd, out var mfhd))
        {
            return 0;
        }

        var fields = new FieldReader(mfhd);
        fields.FullBox();
        return fields.UInt32();
    }

    /// <summary>Walks the samples of one track of a fragment.</summary>
    public ref struct SampleEnumerator
    {
        private readonly int _sourceLength;
        private readonly int _moofOffset;
        private readonly int _dataOffset;
        private readonly uint _wantedTrackId;
        private readonly SampleDefaults _headerDefaults;
        private BoxCursor _tracks;
        private BoxCursor _runs;
        private FieldReader _fields;
        private SampleDefaults _defaults;
        private uint _trackId;
        private uint _left;
        private uint _runFlags;
        private uint? _firstFlags;
        private bool _runSeen;
        private long _base;
        private long _position;
        private long _decode;

        internal SampleEnumerator(
            ReadOnlySpan<byte> source, ReadOnlySpan<byte> moof, int moofOffset, int dataOffset, uint trackId, SampleDefaults defaults)
        {
            _sourceLength = source.Length;
            _moofOffset = moofOffset;
            _dataOffset = dataOffset;
            _wantedTrackId = trackId;
            _headerDefaults = defaults;
            _tracks = new BoxCursor(moof);
            _position = moofOffset;
        }

        /// <summary>The sample; valid after <see cref="MoveNext"/> gave true.</summary>
        public CmafSample Current { get; private set; }

        /// <summary>Whether the walk ended at something malformed; never after <see cref="Read"/> gave Done.</summary>
        internal bool Failed { get; private set; }

        /// <summary>Steps to the next sample; false at the end.</summary>
        public bool MoveNext()
        {
            while (!Failed)
            {
                if (_left > 0)
                {
                    if (TryTakeSample() && _trackId == _wantedTrackId)
                    {
                        return true;
                    }
                }
                else if (!TryStartNextRun())
                {
                    return false;
                }
            }

            return false;
        }

        private bool TryStartNextRun()
        {
            while (true)
            {
                while (_runs.MoveNext())
                {
                    if (_runs.Type == BoxTypes.Trun)
                    {
                        return StartRun(_runs.Content);
                    }
                }

                if (_runs.Status != 0 || !TryStartNextTrack())
                {
                    Failed |= _runs.Status != 0 || _tracks.Status != 0;
                    return false;
                }
            }
        }

        private bool TryStartNextTrack()
        {
            while (_tracks.MoveNext())
            {
                if (_tracks.Type == BoxTypes.Traf)
                {
                    return StartTrack(_tracks.Content);
                }
            }

            return false;
        }

        private bool StartTrack(ReadOnlySpan<byte> traf)
        {
            if (!BoxCursor.TryFind(traf, BoxTypes.Tfhd, out var tfhd))
            {
                Failed = true;
                return false;
            }

            var isFirst = _trackId == 0;
            var fields = new FieldReader(tfhd);
            var (_, flags) = fields.FullBox();
            _trackId = fields.UInt32();
            fields.Skip((flags & 0x01) != 0 ? 8 : 0);
            fields.Skip((flags & 0x02) != 0 ? 4 : 0);
            var own = _trackId == _wantedTrackId ? _headerDefaults : default;
            _defaults = new(
                (flags & 0x08) != 0 ? fields.UInt32() : own.DurationTicks,
                (flags & 0x10) != 0 ? fields.UInt32() : own.SizeBytes,
                (flags & 0x20) != 0 ? fields.UInt32() : own.Flags);
            _base = isFirst || (flags & 0x02_0001) != 0 ? _moofOffset : _position;
            _decode = 0;
            if (BoxCursor.TryFind(traf, BoxTypes.Tfdt, out var tfdt))
            {
                var time = new FieldReader(tfdt);
                var (version, _) = time.FullBox();
                var ticks = time.UInt64When(version == 1);
                Failed |= time.Failed || ticks > (ulong)long.MaxValue;
                _decode = (long)(ticks & (ulong)long.MaxValue);
            }

            Failed |= fields.Failed;
            _runs = new BoxCursor(traf);
            _runSeen = false;
            return !Failed;
        }

        private bool StartRun(ReadOnlySpan<byte> trun)
        {
            _fields = new FieldReader(trun);
            (_, _runFlags) = _fields.FullBox();
            _left = _fields.UInt32();
            if ((_runFlags & 0x001) != 0)
            {
                _position = _base + (int)_fields.UInt32();
            }
            else if (!_runSeen)
            {
                _position = _base == _moofOffset ? _dataOffset : _base;
            }

            _firstFlags = (_runFlags & 0x004) != 0 ? _fields.UInt32() : null;
            _runSeen = true;
            var perSample = 4L * uint.PopCount(_runFlags & 0xF00);
            // Samples without bytes and without fields would make a loop as long as a peer likes.
            var endless = (_runFlags & 0xF00) == 0 && _defaults.SizeBytes == 0 && _left > 0;
            Failed |= _fields.Failed || endless || perSample * _left > _fields.Rest.Length;
            return !Failed;
        }

        private bool TryTakeSample()
        {
            var duration = (_runFlags & 0x100) != 0 ? _fields.UInt32() : _defaults.DurationTicks;
            var size = (_runFlags & 0x200) != 0 ? _fields.UInt32() : _defaults.SizeBytes;
            var flags = (_runFlags & 0x400) != 0 ? _fields.UInt32() : _defaults.Flags;
            // Interop: writers put negative offsets into version 0 as well, and no honest offset needs the 32nd bit.
            var offset = (_runFlags & 0x800) != 0 ? (int)_fields.UInt32() : 0;
            if (_position < 0 || _position + size > _sourceLength || _decode > long.MaxValue - uint.MaxValue)
            {
                Failed = true;
                return false;
            }

            Current = new(
                _trackId, _decode, _decode + offset, duration, SampleFlags.IsRandomAccess(_firstFlags ?? flags), (int)_position, (int)size);
            _firstFlags = null;
            _left--;
            _position += size;
            _decode += duration;
            return true;
        }
    }
}
