using System.Security.Cryptography;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>A key in a file that only the platform's user can read; made when there is none.</summary>
public sealed class EncryptionKeyFile : IEncryptionKey
{
    private const int KeyBytes = 32;

    private EncryptionKeyFile(byte[] key) => Bytes = key;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads the key, or makes it.</summary>
    /// <exception cref="InvalidDataException">The file holds something else than 32 bytes.</exception>
    public static EncryptionKeyFile Open(string path)
    {
        if (!File.Exists(path))
        {
            Make(path);
        }

        var key = File.ReadAllBytes(path);
        return key.Length == KeyBytes ? new(key) : throw new InvalidDataException($"{path} holds {key.Length} bytes, but a key has {KeyBytes}");
    }

    /// <summary>Writes aside and renames, so that a process that dies here leaves no half key.</summary>
    private static void Make(string path)
    {
        var aside = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(aside, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else made the key meanwhile; that one counts.
            File.Delete(aside);
        }
    }
}
