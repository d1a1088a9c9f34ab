using System.Text;

namespace Headwater.Formats.Tests.Hls;

/// <summary>Texts kept beside the tests; HEADWATER_UPDATE_GOLDENS=1 writes them anew for review.</summary>
internal static class Golden
{
    public static void Matches(string path, ReadOnlySpan<byte> actual)
    {
        var file = PathOf(path);
        if (Environment.GetEnvironmentVariable("HEADWATER_UPDATE_GOLDENS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, actual);
        }

        Assert.Equal(Encoding.UTF8.GetString(File.ReadAllBytes(file)), Encoding.UTF8.GetString(actual));
    }

    /// <summary>A path below <c>tests/Formats.Tests</c> in the working copy that the tests were built from.</summary>
    public static string PathOf(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Headwater.slnx")))
            {
                return Path.Combine(folder.FullName, "tests", "Formats.Tests", path);
            }
        }

        throw new DirectoryNotFoundException("The tests run outside their working copy.");
    }
}
