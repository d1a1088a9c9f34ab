using System.Security.Cryptography;

namespace Headwater.Objects.Blobs;

/// <summary>The files that hold bytes. Their names are random: nothing that a caller says becomes a path.</summary>
/// <remarks>
/// A file is born under <c>incoming</c> and moves to <c>blobs</c> when a document names it, so that what a crash leaves behind is found
/// without looking at every file. A file that is no longer named goes when nobody reads it.
/// </remarks>
internal sealed class BlobDirectory
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _readers = [];
    private readonly HashSet<string> _doomed = [];
    private readonly string _incoming;
    private readonly string _blobs;

    /// <summary>Opens a directory, which is created when it is not there.</summary>
    public BlobDirectory(string root)
    {
        _incoming = Directory.CreateDirectory(Path.Combine(root, "incoming")).FullName;
        _blobs = Directory.CreateDirectory(Path.Combine(root, "blobs")).FullName;
    }

    /// <summary>A new file to write to.</summary>
    public BlobFile Create()
    {
        var blob = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return StoreFault.Named(() => new BlobFile(blob, Path.Combine(_incoming, blob)));
    }

    /// <summary>Says that a document names the file now.</summary>
    public void Keep(string blob)
    {
        var kept = KeptPath(blob);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        try
        {
            File.Move(Path.Combine(_incoming, blob), kept);
        }
        catch (FileNotFoundException)
        {
            // Kept already: by an earlier attempt, or by the sweep at the start.
        }
    }

    /// <summary>Holds files for reading: until it is disposed they stay.</summary>
    public BlobPin Pin(IReadOnlyList<ObjectPart> parts)
    {
        lock (_lock)
        {
            foreach (var part in parts)
            {
                _readers[part.Blob] = _readers.GetValueOrDefault(part.Blob) + 1;
            }
        }

        return new BlobPin(this, parts);
    }

    /// <summary>Opens a file that is pinned or not yet given out.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public Microsoft.Win32.SafeHandles.SafeFileHandle Open(string blob)
    {
        try
        {
            return OpenAt(KeptPath(blob));
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            try
            {
                return OpenAt(Path.Combine(_incoming, blob));
            }
            catch (FileNotFoundException)
            {
                // It may have moved between the two looks.
                return OpenAt(KeptPath(blob));
            }
        }
    }

    /// <summary>Removes a file, at once or when its last reader is done.</summary>
    /// <returns>Whether it is gone now.</returns>
    public bool Remove(string blob)
    {
        lock (_lock)
        {
            if (_readers.ContainsKey(blob))
            {
                _doomed.Add(blob);
                return false;
            }
        }

        Erase(blob);
        return true;
    }

    /// <summary>Names of files that no document was known to name when they were written.</summary>
    public IEnumerable<string> Incoming() => Directory.EnumerateFiles(_incoming).Select(path => Path.GetFileName(path));

    /// <summary>Lets go of files held for reading.</summary>
    internal void Release(IReadOnlyList<ObjectPart> parts)
    {
        foreach (var part in parts)
        {
            if (IsLastReader(part.Blob))
            {
                Erase(part.Blob);
            }
        }
    }

    private static Microsoft.Win32.SafeHandles.SafeFileHandle OpenAt(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private bool IsLastReader(string blob)
    {
        lock (_lock)
        {
            if (--_readers[blob] > 0)
            {
                return false;
            }

            _readers.Remove(blob);
            return _doomed.Remove(blob);
        }
    }

    private void Erase(string blob)
    {
        File.Delete(Path.Combine(_incoming, blob));
        var kept = KeptPath(blob);
        if (File.Exists(kept))
        {
            File.Delete(kept);
        }
    }

    private string KeptPath(string blob) => Path.Combine(_blobs, blob[..2], blob);
}
