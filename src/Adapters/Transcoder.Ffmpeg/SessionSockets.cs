using System.Net.Sockets;

namespace Headwater.Transcoder.Ffmpeg;

/// <summary>The sockets of one encoder in a directory that only this user may enter; the directory goes with them.</summary>
internal sealed class SessionSockets : IDisposable
{
    private readonly Socket _input;
    private readonly Socket[] _outputs;

    private SessionSockets(string directory, Socket input, Socket[] outputs) => (Directory, _input, _outputs) = (directory, input, outputs);

    public string Directory { get; }

    /// <summary>Makes a private directory below <paramref name="parent"/>.</summary>
    public static string MakeDirectory(string parent) =>
        OperatingSystem.IsWindows()
            ? System.IO.Directory.CreateTempSubdirectory("hw-").FullName
            : System.IO.Directory.CreateDirectory(
                Path.Combine(parent, "hw-" + Path.GetRandomFileName()),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;

    /// <summary>Listens on every socket of a job.</summary>
    public static SessionSockets Listen(string directory, FfmpegLayout layout)
    {
        var sockets = new List<Socket>();
        try
        {
            sockets.Add(Listen(layout.InputPath));
            foreach (var output in layout.Outputs)
            {
                sockets.Add(Listen(output.Path));
            }

            return new SessionSockets(directory, sockets[0], [.. sockets.Skip(1)]);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            sockets.ForEach(socket => socket.Dispose());
            System.IO.Directory.Delete(directory, true);
            throw new IOException($"no socket can be made in {directory}: {exception.Message}", exception);
        }
    }

    public Task<Socket> AcceptInputAsync(CancellationToken cancellationToken) => _input.AcceptAsync(cancellationToken).AsTask();

    public Task<Socket> AcceptOutputAsync(int index, CancellationToken cancellationToken) => _outputs[index].AcceptAsync(cancellationToken).AsTask();

    /// <summary>Ends every waiting accept.</summary>
    public void StopListening()
    {
        _input.Dispose();
        foreach (var output in _outputs)
        {
            output.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        StopListening();
        try
        {
            System.IO.Directory.Delete(Directory, true);
        }
        catch (IOException)
        {
            // A leftover in the temporary directory harms nobody.
        }
    }

    private static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            socket.Listen(1);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
