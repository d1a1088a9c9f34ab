using System.Net;
using System.Security.Cryptography.X509Certificates;
using Headwater.Hosts.Platform;
using Headwater.Origin.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.FileProviders;

namespace Headwater.Hosts.Web;

/// <summary>The platform's HTTP: origin endpoints on the public ports; console, player, health and metrics on the console's.</summary>
internal static class WebHost
{
    private const long LargestResponseBuffer = 1 << 20;

    public static async Task<WebApplication> StartAsync(
        RunningPlatform platform, X509Certificate2 certificate, TimeProvider clock, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var options = platform.Options;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxResponseBufferSize = LargestResponseBuffer;
            server.Limits.MaxRequestBodySize = 0;
            Bind(server, options, options.ConsolePort, null);
            Bind(server, options, options.HttpPort, null);
            Bind(server, options, options.HttpsPort, certificate);
        });
        var app = builder.Build();
        var origin = new OriginHandler(platform.Catalog, clock);
        var console = options.PortOf(options.ConsolePort);
        app.Map("/out/v1", branch => branch.Run(context =>
        {
            context.Request.Path = context.Request.PathBase + context.Request.Path;
            context.Request.PathBase = "";
            return origin.HandleAsync(context);
        }));
        app.UseWhen(context => context.Connection.LocalPort == console, branch => ConsoleRoutes.Use(branch, platform));
        app.Run(context => ConsoleRoutes.NotFoundAsync(context));
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return app;
    }

    private static void Bind(KestrelServerOptions server, PlatformOptions options, int port, X509Certificate2? certificate)
    {
        var address = options.Address;
        Listen(address);
        // Names below localhost answer ::1 first on many machines.
        if (address.Equals(IPAddress.Loopback) && System.Net.Sockets.Socket.OSSupportsIPv6)
        {
            Listen(IPAddress.IPv6Loopback);
        }

        void Listen(IPAddress on) => server.Listen(on, options.PortOf(port), listen =>
        {
            listen.Protocols = certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        });
    }

    /// <summary>The player page's files, beside the program.</summary>
    public static IFileProvider PlayerFiles()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "player");
        return Directory.Exists(folder) ? new PhysicalFileProvider(folder) : new NullFileProvider();
    }
}
