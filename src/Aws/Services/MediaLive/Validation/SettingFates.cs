using System.Collections.Frozen;
using System.Reflection;

namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>The lines of <c>settings.txt</c>: what becomes of each setting of a channel, and why.</summary>
internal sealed class SettingFates
{
    private readonly FrozenDictionary<string, (SettingFate Fate, string Why)> _lines;

    private SettingFates(IEnumerable<string> lines) =>
        _lines = lines.Where(line => line.Length > 0 && line[0] != '#').Select(Read).ToFrozenDictionary(line => line.Key, line => line.Fate, StringComparer.Ordinal);

    /// <summary>The table that this release was built with.</summary>
    public static SettingFates Table { get; } = new(ReadLines());

    /// <summary>The keys: <c>Shape.Member</c> or <c>Shape.Member=VALUE</c>.</summary>
    public IEnumerable<string> Keys => _lines.Keys;

    /// <summary>What becomes of a member, or of one value of it; what has no line is refused, so that nothing is ignored in silence.</summary>
    public (SettingFate Fate, string Why) Of(string shape, string member, string? value) =>
        (value is not null && _lines.TryGetValue($"{shape}.{member}={value}", out var line)) || _lines.TryGetValue($"{shape}.{member}", out line)
            ? line
            : (SettingFate.Refused, "it is not known on this platform");

    private static (string Key, (SettingFate, string) Fate) Read(string line) => line.Split(' ', 3) switch
    {
        [var key, "applied", ..] => (key, (SettingFate.Applied, "")),
        [var key, "refused", var why] => (key, (SettingFate.Refused, why)),
        [var key, "inert", var why] => (key, (SettingFate.Inert, why)),
        _ => throw new InvalidOperationException($"settings.txt: '{line}' is no line of the table"),
    };

    private static IEnumerable<string> ReadLines()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var name = assembly.GetManifestResourceNames().Single(name => name.StartsWith("settings/", StringComparison.Ordinal) && name.Contains("MediaLive", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
