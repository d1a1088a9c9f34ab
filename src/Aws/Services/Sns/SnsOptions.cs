using System.ComponentModel.DataAnnotations;

namespace Headwater.Aws.Services.Sns;

/// <summary>How topics reach the outside.</summary>
public sealed class SnsOptions
{
    /// <summary>Where links of messages (confirm, unsubscribe, certificate) lead: scheme, authority and path of <see cref="SnsLinks"/>, without a final slash.</summary>
    public required string LinkBase { get; set; }

    /// <summary>Mail server as <c>host:port</c>; null: there is none, and e-mail subscriptions stay pending. Default null.</summary>
    public string? SmtpServer { get; set; }

    /// <summary>Sender of mails. Default <c>no-reply@headwater.local</c>.</summary>
    public string SmtpFrom { get; set; } = "no-reply@headwater.local";

    /// <summary>Messages that may wait for delivery; publishing beyond is refused. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MostWaiting { get; set; } = 10_000;
}
