using System.IO.Pipelines;

namespace Headwater.Live.Tests.Sessions;

/// <summary>The session's ends of two pipes, which tell whether the session waits at one of them: then it has done all that it could.</summary>
internal sealed class WatchedPipes : IDuplexPipe
{
    private volatile bool _waits;

    public WatchedPipes(PipeReader input, PipeWriter output) => (Input, Output) = (new Reader(this, input), new Writer(this, output));

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <summary>Whether the session has come to wait since the last <see cref="Disturb"/>.</summary>
    public bool SessionWaits => _waits;

    /// <summary>To be called before the session is given something to do.</summary>
    public void Disturb() => _waits = false;

    private sealed class Reader(WatchedPipes pipes, PipeReader inner) : PipeReader
    {
        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            var read = inner.ReadAsync(cancellationToken);
            pipes._waits = !read.IsCompleted;
            return read;
        }

        public override bool TryRead(out ReadResult result) => inner.TryRead(out result);
    }

    private sealed class Writer(WatchedPipes pipes, PipeWriter inner) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            var flush = inner.FlushAsync(cancellationToken);
            pipes._waits = !flush.IsCompleted;
            return flush;
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);
    }
}
