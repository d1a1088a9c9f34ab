using System.IO.Pipelines;
using System.Text;
using Headwater.Live.Sessions.Rtmp;
using Headwater.Live.Tests.Channels;
using Headwater.Live.Tests.Transcoding;

namespace Headwater.Live.Tests.Sessions;

/// <summary>One session over pipes in memory, at whose other end the test is.</summary>
internal sealed class SessionRig : IAsyncDisposable
{
    private readonly Pipe _toServer = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly Pipe _toPeer;
    private readonly WatchedPipes _pipes;
    private readonly RtmpSession _session;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<byte> _heard = [];

    private SessionRig(ChannelRig channel, int replyBytes)
    {
        Channel = channel;
        _toPeer = new Pipe(new PipeOptions(pauseWriterThreshold: replyBytes, resumeWriterThreshold: 1));
        _pipes = new WatchedPipes(_toServer.Reader, _toPeer.Writer);
        _session = new RtmpSession(_pipes, ChannelRig.Remote, channel.Hub, new RtmpOptions(), channel.Clock, channel.Logger);
        Running = RunAsync();
    }

    public ChannelRig Channel { get; }

    public Task Running { get; }

    /// <summary>Why the session ended: the rest of its last line.</summary>
    public string Ending => Channel.Logger.Lines.Single(line => line.Contains(" ended: ", StringComparison.Ordinal));

    public static async Task<SessionRig> OpenAsync(int replyBytes = 1 << 20, ChannelRig? channel = null) => new(channel ?? await ChannelRig.OpenAsync(), replyBytes);

    /// <summary>Sends, and waits until the session has done what it can with it.</summary>
    public async Task SendAsync(Publisher publisher)
    {
        await BeginSendAsync(publisher);
        await Channel.UntilAsync(() => _pipes.SessionWaits || Running.IsCompleted);
    }

    public async Task BeginSendAsync(Publisher publisher)
    {
        _pipes.Disturb();
        await _toServer.Writer.WriteAsync(publisher.Take());
    }

    public void Close() => _toServer.Writer.Complete();

    public void Reset() => _toServer.Writer.Complete(new IOException("Connection reset by peer"));

    public Task StopAsync() => _stopping.CancelAsync();

    /// <summary>Waits until the server has said a word.</summary>
    public async Task HearAsync(string word)
    {
        await Channel.UntilAsync(() =>
        {
            while (_toPeer.Reader.TryRead(out var result) && !result.Buffer.IsEmpty)
            {
                foreach (var piece in result.Buffer)
                {
                    _heard.AddRange(piece.Span);
                }

                _toPeer.Reader.AdvanceTo(result.Buffer.End);
            }

            return Encoding.Latin1.GetString([.. _heard]).Contains(word, StringComparison.Ordinal);
        });
    }

    /// <summary>Expects that the session ends when so much time has passed, and not a tenth of a second before.</summary>
    public async Task EndsAfterAsync(TimeSpan wait)
    {
        var tenth = TimeSpan.FromMilliseconds(100);
        Channel.Clock.Advance(wait - tenth);
        await SupervisorRig.SettleAsync();
        Assert.False(Running.IsCompleted, "ended before its time");
        Channel.Clock.Advance(tenth);
        await Running.WaitAsync(TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Running.WaitAsync(TimeSpan.FromMinutes(1));
        await Channel.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        await using (_session)
        {
            await _session.RunAsync(_stopping.Token);
        }
    }
}
