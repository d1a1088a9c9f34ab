using System.CommandLine;
using System.Security.Cryptography;
using Headwater.Hosts.Platform;

namespace Headwater.Hosts.Commands;

/// <summary>Prints shell exports for clients of the platform.</summary>
internal static class EnvCommand
{
    private const int ApiPort = 4566;
    private const string SystemRoots = "/etc/ssl/certs/ca-certificates.crt";

    public static Command Make()
    {
        var command = new Command("env", "prints shell exports for clients: eval \"$(./headwater env)\"");
        var settings = new SettingOptions(command);
        command.SetAction((parsed, cancellationToken) => settings.RunAsync(parsed, options => RunAsync(options, cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(PlatformOptions options, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.DataDirectory);
        using (LocalAuthority.Certificate(options.DataDirectory, ["localhost"], TimeProvider.System))
        {
            // Made so that the bundle below is complete before the platform first runs.
        }

        var bundle = Path.Combine(options.DataDirectory, "ca-bundle.pem");
        var roots = File.Exists(SystemRoots) ? await File.ReadAllTextAsync(SystemRoots, cancellationToken) : "";
        await File.WriteAllTextAsync(bundle, roots + await File.ReadAllTextAsync(LocalAuthority.CertificatePath(options.DataDirectory), cancellationToken) + "\n", cancellationToken);
        var (key, secret) = await RootKeyAsync(options.DataDirectory, cancellationToken);
        Export("AWS_ENDPOINT_URL", $"http://{options.UrlHost}:{options.PortOf(ApiPort)}");
        Export("AWS_ACCESS_KEY_ID", key);
        Export("AWS_SECRET_ACCESS_KEY", secret);
        Export("AWS_REGION", "us-east-1");
        foreach (var name in new[] { "AWS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS" })
        {
            Export(name, bundle);
        }

        return 0;
    }

    private static async Task<(string Key, string Secret)> RootKeyAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        var path = Path.Combine(dataDirectory, "root-access-key");
        if (!File.Exists(path))
        {
            var key = "AKIA" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16);
            var secret = RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 40);
            await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            await using var writer = new StreamWriter(file);
            await writer.WriteAsync($"{key}\n{secret}\n");
            return (key, secret);
        }

        var lines = await File.ReadAllLinesAsync(path, cancellationToken);
        return lines.Length >= 2 ? (lines[0], lines[1]) : throw new IOException($"{path} is not two lines; remove it to have a new key made");
    }

    private static void Export(string name, string value) => Console.WriteLine($"export {name}='{value.Replace("'", "'\\''", StringComparison.Ordinal)}'");
}
