using System.Buffers.Binary;
using System.Security.Cryptography;
using Headwater.Log;

namespace Headwater.Views;

/// <summary>Names a header by its bytes: configurations that set up a decoder alike share one address, and players do not set it up twice.</summary>
public static class HeaderIdentity
{
    /// <summary>The header's number: 31 bits of its SHA-256, so equal bytes have equal numbers on every node and after every restart.</summary>
    public static int Of(TrackConfig config)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(config.Header.Span, hash);
        return BinaryPrimitives.ReadInt32BigEndian(hash) & int.MaxValue;
    }

    /// <summary>The retained configuration with that header, or null.</summary>
    public static TrackConfig? Find(TrackSnapshot track, int identity)
    {
        foreach (var entry in track.Configs)
        {
            if (Of(entry.Config) == identity)
            {
                return entry.Config;
            }
        }

        return null;
    }
}
