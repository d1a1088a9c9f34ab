using System.Diagnostics;
using System.Text;

namespace Headwater.EndToEnd.Tests.Support;

/// <summary>A real program beside the test; what it prints is kept, and disposing kills it, by its id.</summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;

    private ChildProgram(Process process, Action<string>? onLine)
    {
        _process = process;
        Id = process.Id;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, _output, onLine), ReadAsync(process.StandardError, _errors, null));
    }

    public int Id { get; }

    public bool HasExited => _process.HasExited;

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    /// <summary>Everything it has said.</summary>
    public string Said => $"{Output}\n{Errors}";

    public static ChildProgram Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null, Action<string>? onLine = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ChildProgram(Process.Start(start) ?? throw new IOException($"{program} did not start"), onLine);
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        string program, IEnumerable<string> arguments, TimeSpan deadline, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var child = Start(program, arguments, environment);
        child.EndInput();
        var exit = await child.WaitAsync(deadline);
        return (exit, child.Output, child.Errors);
    }

    /// <summary>Its exit code, once it has ended and all that it said was read.</summary>
    public async Task<int> WaitAsync(TimeSpan deadline)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(deadline);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            await _reading.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} did not end within {deadline.TotalSeconds:0} s. It said: {Said}");
        }

        return _process.ExitCode;
    }

    /// <summary>Gives it text to read.</summary>
    public Task WriteAsync(string text) => _process.StandardInput.WriteAsync(text);

    public void EndInput() => _process.StandardInput.Close();

    /// <summary>SIGKILL, and waits for its end.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Ends it as Ctrl-C would.</summary>
    public void Interrupt() => Signal("INT", Id);

    /// <summary>Sends a signal to one process.</summary>
    public static void Signal(string signal, int processId)
    {
        using var kill = Process.Start("kill", [$"-{signal}", processId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Ids of the processes of that name that a process has started and that still run.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent, string name)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id))
            {
                continue;
            }

            try
            {
                // "id (name) state parent …"; a name may hold anything but ends at the last parenthesis.
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var end = stat.LastIndexOf(')');
                var words = stat[(end + 2)..].Split(' ');
                if (stat[(stat.IndexOf('(') + 1)..end] == name && words[1] == parent.ToString(System.Globalization.CultureInfo.InvariantCulture) && words[0] != "Z")
                {
                    found.Add(id);
                }
            }
            catch (IOException)
            {
                // It has ended since.
            }
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        try
        {
            // A grandchild may hold the pipes open.
            await _reading.WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
            // What was read by now is enough.
        }

        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader, StringBuilder into, Action<string>? onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_gate)
            {
                into.AppendLine(line);
            }

            onLine?.Invoke(line);
        }
    }

    private string Text(StringBuilder builder)
    {
        lock (_gate)
        {
            return builder.ToString();
        }
    }
}
