using System.Globalization;
using Headwater.Foundation;
using Headwater.Live.Fragments;

namespace Headwater.Live.Channels;

/// <summary>Writes the source's tracks into the log as they are. A session's first track of a kind is named <c>video</c> or <c>audio</c>, the next <c>video2</c> and so on.</summary>
internal sealed class PassthroughOutput(ChannelLogWriter writer) : IChannelOutput
{
    // A format is told once and holds for later sessions; a name holds for one, as another may number its tracks otherwise.
    private readonly Dictionary<int, TrackFormat> _formats = [];
    private readonly Dictionary<int, string> _names = [];

    public long EncoderReplacements => 0;

    public bool IsRecovering => false;

    /// <summary>At once: the log makes each write wait for its storage, so nothing gathers.</summary>
    public ValueTask ReadyAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask FormatAsync(int track, TrackFormat format)
    {
        _formats[track] = format;
        await DescribeAsync(track, format);
    }

    public async ValueTask SampleAsync(MediaSample sample)
    {
        if (!_names.ContainsKey(sample.Track))
        {
            await DescribeAsync(sample.Track, _formats[sample.Track]);
        }

        await writer.AddAsync(sample.Track, sample, CancellationToken.None);
    }

    public ValueTask DiscontinuityAsync() => writer.DiscontinuityAsync(CancellationToken.None);

    public async ValueTask PauseAsync()
    {
        await writer.FlushAsync(CancellationToken.None);
        _names.Clear();
    }

    public ValueTask DisposeAsync() => writer.FlushAsync(CancellationToken.None);

    private async ValueTask DescribeAsync(int track, TrackFormat format)
    {
        var description = new RenditionDescription(NameOf(track, format.Kind), BitsPerSecond: 0, "und", RandomAccessInterval: TimeSpan.Zero);
        await writer.SetFormatAsync(track, description, format, CancellationToken.None);
    }

    private string NameOf(int track, TrackKind kind)
    {
        if (_names.TryGetValue(track, out var known))
        {
            return known;
        }

        var word = kind == TrackKind.Video ? "video" : "audio";
        var before = _names.Values.Count(name => name.StartsWith(word, StringComparison.Ordinal));
        return _names[track] = before == 0 ? word : word + (before + 1).ToString(CultureInfo.InvariantCulture);
    }
}
