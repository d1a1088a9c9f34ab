using System.Text.Json.Nodes;

namespace Headwater.EndToEnd.Tests.Support;

/// <summary>The stock AWS CLI, set up by what <c>headwater env</c> prints and nothing else.</summary>
internal sealed class AwsCli
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);
    private readonly Dictionary<string, string> _environment;

    private AwsCli(Dictionary<string, string> environment) => _environment = environment;

    /// <summary>The variables it runs with.</summary>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    public static async Task<AwsCli> OfAsync(PlatformProcess platform)
    {
        var (exit, output, errors) = await platform.CommandAsync("env");
        Assert.True(exit == 0, errors);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_PAGER"] = "",
            ["AWS_CONFIG_FILE"] = "/dev/null",
            ["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_MAX_ATTEMPTS"] = "1",
        };
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            environment["export ".Length > equals ? line : line["export ".Length..equals]] = line[(equals + 1)..].Trim('\'');
        }

        return new AwsCli(environment);
    }

    /// <summary>The same platform, called with other variables: another key, another region.</summary>
    public AwsCli With(params (string Name, string Value)[] variables)
    {
        var changed = new Dictionary<string, string>(_environment, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            changed[name] = value;
        }

        return new AwsCli(changed);
    }

    /// <summary>Runs a command that must do what it was asked to; what it printed as JSON, or null when it printed nothing.</summary>
    public async Task<JsonNode?> RunAsync(params string[] arguments)
    {
        var text = await TextAsync(arguments);
        return string.IsNullOrWhiteSpace(text) ? null : JsonNode.Parse(text);
    }

    /// <summary>Runs a command that must do what it was asked to; what it printed.</summary>
    public async Task<string> TextAsync(params string[] arguments)
    {
        var (exit, output, errors) = await TryAsync(arguments);
        Assert.True(exit == 0, $"aws {string.Join(' ', arguments)}: {errors}");
        return output;
    }

    /// <summary>Runs a command that may be refused.</summary>
    public Task<(int ExitCode, string Output, string Errors)> TryAsync(params string[] arguments) =>
        ChildProgram.RunAsync("aws", ["--endpoint-url", _environment["AWS_ENDPOINT_URL"], "--output", "json", .. arguments], Deadline, _environment);
}
