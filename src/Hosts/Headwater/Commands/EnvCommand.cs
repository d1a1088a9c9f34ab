using System.CommandLine;
using Headwater.Hosts.ControlPlane;
using Headwater.Hosts.Platform;

namespace Headwater.Hosts.Commands;

/// <summary>Prints shell exports for clients of the platform.</summary>
internal static class EnvCommand
{
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
        var key = await RootKey.ReadOrMakeAsync(options.DataDirectory, cancellationToken);
        Export("AWS_ENDPOINT_URL", $"http://{options.UrlHost}:{options.PortOf(options.ApiPort)}");
        Export("AWS_ACCESS_KEY_ID", key.AccessKeyId);
        Export("AWS_SECRET_ACCESS_KEY", key.SecretAccessKey);
        Export("AWS_REGION", options.Region);
        // boto3 and the first AWS CLI read only this one.
        Export("AWS_DEFAULT_REGION", options.Region);
        foreach (var name in new[] { "AWS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS" })
        {
            Export(name, bundle);
        }

        return 0;
    }

    private static void Export(string name, string value) => Console.WriteLine($"export {name}='{value.Replace("'", "'\\''", StringComparison.Ordinal)}'");
}
