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

    public async ValueTask FormatAsync(int track, TrackFormat format, CancellationToken cancellationToken)
    {
        _formats[track] = format;
        await DescribeAsync(track, format, cancellationToken);
    }

    public async ValueTask SampleAsync(MediaSample sample, CancellationToken cancellationToken)
    {
        if (!_names.ContainsKey(sample.Track))
        {
            await DescribeAsync(sample.Track, _formats[sample.Track], cancellationToken);
        }

        await writer.AddAsync(sample.Track, sample, cancellationToken);
    }

    public ValueTask DiscontinuityAsync(CancellationToken cancellationToken) => writer.DiscontinuityAsync(cancellationToken);

    public async ValueTask PauseAsync(CancellationToken cancellationToken)
    {
        await writer.FlushAsync(cancellationToken);
        _names.Clear();
    }

    public ValueTask DisposeAsync() => writer.FlushAsync(CancellationToken.None);

    private async ValueTask DescribeAsync(int track, TrackFormat format, CancellationToken cancellationToken)
    {
        var description = new RenditionDescription(NameOf(track, format.Kind), BitsPerSecond: 0, "und", RandomAccessInterval: TimeSpan.Zero);
        await writer.SetFormatAsync(track, description, format, cancellationToken);
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
