namespace Headwater.Transcoder.Ffmpeg;

/// <summary>The last lines that a process said. Thread-safe.</summary>
internal sealed class StandardError
{
    private const int Lines = 12;
    private const int LineLength = 400;

    private readonly Lock _gate = new();
    private readonly Queue<string> _last = new();

    /// <summary>Reads until the process closes its end; keeps a bounded tail.</summary>
    public async Task ReadAsync(TextReader reader)
    {
        var buffer = new char[LineLength];
        var line = new System.Text.StringBuilder();
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            foreach (var c in buffer.AsMemory(0, count).ToArray())
            {
                if (c is '\n' or '\r')
                {
                    Keep(line.ToString());
                    line.Clear();
                }
                else if (line.Length < LineLength)
                {
                    line.Append(c);
                }
            }
        }

        Keep(line.ToString());
    }

    /// <summary>The kept lines, oldest first.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            return string.Join(" | ", _last);
        }
    }

    private void Keep(string line)
    {
        if (line.Length == 0)
        {
            return;
        }

        lock (_gate)
        {
            _last.Enqueue(line);
            if (_last.Count > Lines)
            {
                _last.Dequeue();
            }
        }
    }
}
