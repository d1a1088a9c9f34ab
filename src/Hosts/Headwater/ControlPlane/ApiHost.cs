using Headwater.Aws.Gateway;
using Headwater.Aws.Services.Sns;
using Headwater.Hosts.Platform;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Headwater.Hosts.ControlPlane;

/// <summary>The AWS-compatible API's own server: its limits are not those of the origin.</summary>
internal static class ApiHost
{
    /// <summary>Path below which links in messages of topics lead.</summary>
    public const string TopicLinks = "/_headwater/sns";

    private const int LargestHeaders = 64 << 10;

    /// <summary>Starts it; when this returns the port answers.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<WebApplication> StartAsync(AwsGateway gateway, SnsLinks links, PlatformOptions options, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(loggers);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            // An object may have any size; what is not an object is bounded where it is read.
            server.Limits.MaxRequestBodySize = null;
            server.Limits.MaxRequestHeadersTotalSize = LargestHeaders;
            server.Listen(options.Address, options.PortOf(options.ApiPort), listen => listen.Protocols = HttpProtocols.Http1);
            if (options.Address.Equals(System.Net.IPAddress.Loopback) && System.Net.Sockets.Socket.OSSupportsIPv6)
            {
                server.Listen(System.Net.IPAddress.IPv6Loopback, options.PortOf(options.ApiPort), listen => listen.Protocols = HttpProtocols.Http1);
            }
        });
        var app = builder.Build();
        app.Run(context => context.Request.Path.StartsWithSegments(TopicLinks, out var rest) ? AnswerLinkAsync(links, context, rest) : gateway.HandleAsync(context));
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

    private static async Task AnswerLinkAsync(SnsLinks links, HttpContext context, PathString rest)
    {
        var answer = await links.AnswerAsync(rest.Value ?? "", name => context.Request.Query[name], context.RequestAborted);
        context.Response.StatusCode = (int)answer.Status;
        context.Response.ContentType = answer.ContentType;
        await context.Response.WriteAsync(answer.Text, context.RequestAborted);
    }
}
