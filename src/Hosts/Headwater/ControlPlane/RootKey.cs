using System.Security.Cryptography;

namespace Headwater.Hosts.ControlPlane;

/// <summary>The access key of the account's owner, made once and kept in the data directory.</summary>
/// <param name="AccessKeyId">Its name.</param>
/// <param name="SecretAccessKey">Its secret; never logged.</param>
internal sealed record RootKey(string AccessKeyId, string SecretAccessKey)
{
    private const string KeyLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string SecretLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>Reads the key, or makes it.</summary>
    /// <exception cref="IOException">The file is damaged or cannot be written.</exception>
    public static async Task<RootKey> ReadOrMakeAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        var path = Path.Combine(dataDirectory, "root-access-key");
        if (!File.Exists(path))
        {
            await MakeAsync(path, cancellationToken);
        }

        var lines = await File.ReadAllLinesAsync(path, cancellationToken);
        return lines.Length >= 2 ? new RootKey(lines[0], lines[1]) : throw new IOException($"{path} is not two lines; remove it to have a new key made");
    }

    /// <inheritdoc/>
    public override string ToString() => AccessKeyId;

    private static async Task MakeAsync(string path, CancellationToken cancellationToken)
    {
        var key = "AKIA" + RandomNumberGenerator.GetString(KeyLetters, 16);
        var secret = RandomNumberGenerator.GetString(SecretLetters, 40);
        var next = $"{path}.{RandomNumberGenerator.GetHexString(8)}";
        await using (var file = new FileStream(next, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
        {
            await using var writer = new StreamWriter(file);
            await writer.WriteAsync($"{key}\n{secret}\n".AsMemory(), cancellationToken);
        }

        try
        {
            // Two commands may make it at once: the first one's stands.
            File.Move(next, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(next);
        }
    }
}
