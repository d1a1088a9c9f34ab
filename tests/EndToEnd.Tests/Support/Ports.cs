using System.Net;
using System.Net.Sockets;

namespace Headwater.EndToEnd.Tests.Support;

/// <summary>Finds port offsets at which a whole platform fits.</summary>
internal static class Ports
{
    public const int Console = 8080;
    public const int Http = 8081;
    public const int Https = 8443;
    public const int Rtmp = 1935;
    public const int Rtmps = 1936;
    public const int Api = 4566;

    // All ports stay below those that systems give to outgoing connections.
    private const int Lowest = 10_000;
    private const int Highest = 23_000;

    public static int FreeOffset()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var offset = Random.Shared.Next(Lowest, Highest);
            if (new[] { Console, Http, Https, Rtmp, Rtmps, Api }.All(port => IsFree(port + offset)))
            {
                return offset;
            }
        }

        throw new IOException("no port offset is free");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
