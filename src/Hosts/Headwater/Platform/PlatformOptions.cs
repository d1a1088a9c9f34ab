using System.Globalization;
using System.Net;

namespace Headwater.Hosts.Platform;

/// <summary>Settings of one platform: defaults, then the settings file, then HEADWATER_* variables, then options of the command line.</summary>
public sealed class PlatformOptions
{
    private static readonly Dictionary<string, Action<PlatformOptions, string>> Texts = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(Data)] = (options, text) => options.Data = text,
        [nameof(Plan)] = (options, text) => options.Plan = text,
        [nameof(Listen)] = (options, text) => options.Listen = text,
        [nameof(PublicHost)] = (options, text) => options.PublicHost = text,
        [nameof(SmtpServer)] = (options, text) => options.SmtpServer = text,
        [nameof(Account)] = (options, text) => options.Account = text,
        [nameof(Region)] = (options, text) => options.Region = text,
        [nameof(Ffmpeg)] = (options, text) => options.Ffmpeg = text,
    };

    private static readonly Dictionary<string, Action<PlatformOptions, int>> Numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(PortOffset)] = (options, number) => options.PortOffset = number,
        [nameof(ApiPort)] = (options, number) => options.ApiPort = number,
        [nameof(ConsolePort)] = (options, number) => options.ConsolePort = number,
        [nameof(HttpPort)] = (options, number) => options.HttpPort = number,
        [nameof(HttpsPort)] = (options, number) => options.HttpsPort = number,
        [nameof(RtmpPort)] = (options, number) => options.RtmpPort = number,
        [nameof(RtmpsPort)] = (options, number) => options.RtmpsPort = number,
    };

    /// <summary>Where everything is kept. Default: <c>headwater</c> in the user's state directory; with a port offset a directory of its own.</summary>
    public string? Data { get; set; }

    /// <summary>The plan file to run. Default: none.</summary>
    public string? Plan { get; set; }

    /// <summary>Address to listen on. Default 127.0.0.1; host names of the local machine also answer on ::1.</summary>
    public string Listen { get; set; } = "127.0.0.1";

    /// <summary>Host that URLs given out name. Default: the listening address.</summary>
    public string? PublicHost { get; set; }

    /// <summary>Added to every port. Default 0.</summary>
    public int PortOffset { get; set; }

    /// <summary>Port of the AWS-compatible API. Default 4566.</summary>
    public int ApiPort { get; set; } = 4566;

    /// <summary>Port of console, health and metrics. Default 8080.</summary>
    public int ConsolePort { get; set; } = 8080;

    /// <summary>Port of public HTTP. Default 8081.</summary>
    public int HttpPort { get; set; } = 8081;

    /// <summary>Port of public HTTPS. Default 8443.</summary>
    public int HttpsPort { get; set; } = 8443;

    /// <summary>Port of RTMP. Default 1935.</summary>
    public int RtmpPort { get; set; } = 1935;

    /// <summary>Port of RTMPS. Default 1936.</summary>
    public int RtmpsPort { get; set; } = 1936;

    /// <summary>The account; twelve digits. Default 000000000000.</summary>
    public string Account { get; set; } = "000000000000";

    /// <summary>The region of what the platform makes by itself and of calls that name none. Default us-east-1.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>Mail server for e-mail subscriptions as <c>host:port</c>. Default: none.</summary>
    public string? SmtpServer { get; set; }

    /// <summary>The ffmpeg program. Default <c>ffmpeg</c>.</summary>
    public string Ffmpeg { get; set; } = "ffmpeg";

    /// <summary>The address to listen on.</summary>
    public IPAddress Address => IPAddress.Parse(Listen);

    /// <summary>The host that URLs name.</summary>
    public string UrlHost => PublicHost ?? (Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any) ? "127.0.0.1" : Listen);

    /// <summary>The address in URLs that must name one.</summary>
    public IPAddress PublicAddress => IPAddress.TryParse(UrlHost, out var address) ? address : Address;

    /// <summary>The directory that everything is kept in.</summary>
    public string DataDirectory => Path.GetFullPath(Data ?? DefaultData());

    /// <summary>Reads the settings.</summary>
    /// <param name="commandLine">What the command line gave, by the names of the members here.</param>
    /// <exception cref="SettingsException">Something is wrong; the message names every fault.</exception>
    public static PlatformOptions Read(IEnumerable<KeyValuePair<string, string?>> commandLine)
    {
        var given = commandLine.Where(pair => pair.Value is not null).ToList();
        var fromEnvironment = Environment.GetEnvironmentVariables();
        var file = given.FirstOrDefault(pair => pair.Key == "settings").Value ?? fromEnvironment["HEADWATER_SETTINGS"] as string;
        var variables = new Dictionary<string, string?>();
        foreach (System.Collections.DictionaryEntry variable in fromEnvironment)
        {
            if (variable.Key is string key && key.StartsWith("HEADWATER_", StringComparison.Ordinal))
            {
                variables[key["HEADWATER_".Length..].Replace("_", "", StringComparison.Ordinal)] = variable.Value as string;
            }
        }

        var options = new PlatformOptions();
        var faults = new List<string>();
        var fromFile = new ConfigurationBuilder();
        try
        {
            if (file is not null)
            {
                fromFile.AddJsonFile(Path.GetFullPath(file), optional: false);
            }

            var settings = fromFile.Build();
            // Variables of that prefix are others' too; a file that is given holds settings and nothing else.
            faults.AddRange(settings.AsEnumerable()
                .Where(pair => pair.Value is not null && !Texts.ContainsKey(pair.Key) && !Numbers.ContainsKey(pair.Key))
                .Select(pair => $"{file}: there is no setting {pair.Key}"));
            options.Take(new ConfigurationBuilder().AddConfiguration(settings).AddInMemoryCollection(variables).AddInMemoryCollection(given).Build(), faults);
        }
        catch (Exception fault) when (fault is FileNotFoundException or InvalidDataException)
        {
            throw new SettingsException(fault.InnerException?.Message ?? fault.Message);
        }

        faults.AddRange(options.Faults());
        return faults.Count == 0 ? options : throw new SettingsException(string.Join(Environment.NewLine, faults));
    }

    private void Take(IConfiguration values, List<string> faults)
    {
        foreach (var (name, set) in Texts)
        {
            if (values[name] is { Length: > 0 } text)
            {
                set(this, text);
            }
        }

        foreach (var (name, set) in Numbers)
        {
            if (values[name] is not { Length: > 0 } text)
            {
                continue;
            }

            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                set(this, number);
            }
            else
            {
                faults.Add($"{OptionName(name)}: '{text}' is no whole number");
            }
        }
    }

    private static string OptionName(string member) =>
        string.Concat(member.Select((letter, index) => char.IsUpper(letter) ? (index > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>A port with the offset added.</summary>
    public int PortOf(int port) => port + PortOffset;

    private IEnumerable<string> Faults()
    {
        if (!IPAddress.TryParse(Listen, out _))
        {
            yield return $"listen: '{Listen}' is no IP address";
        }

        if (Account.Length != 12 || !Account.All(char.IsAsciiDigit))
        {
            yield return $"account: '{Account}' is not twelve digits";
        }

        foreach (var (name, port) in new[] { ("api-port", ApiPort), ("console-port", ConsolePort), ("http-port", HttpPort), ("https-port", HttpsPort), ("rtmp-port", RtmpPort), ("rtmps-port", RtmpsPort) })
        {
            if ((long)port + PortOffset is < 1 or > 65_535)
            {
                yield return $"{name}: {(long)port + PortOffset} (with the offset) is no port";
            }
        }

        if (Plan is not null && !File.Exists(Plan))
        {
            yield return $"plan: there is no file {Plan}";
        }
    }

    private string DefaultData()
    {
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(state, PortOffset == 0 ? "headwater" : string.Create(CultureInfo.InvariantCulture, $"headwater-{PortOffset}"));
    }
}

/// <summary>Settings that cannot be used; the message is for the person who gave them.</summary>
public sealed class SettingsException(string message) : Exception(message);
