using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.Sns;

/// <summary>Writes messages as receivers know them: JSON with a signature over its members.</summary>
internal sealed class Envelope(MessageSigner signer, SnsOptions options)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where messages say the certificate is.</summary>
    public string CertificateUrl => $"{options.LinkBase}/{signer.CertificateName}";

    /// <summary>The link that confirms a subscription.</summary>
    public string ConfirmUrl(Subscription subscription) =>
        $"{options.LinkBase}/?Action=ConfirmSubscription&TopicArn={Uri.EscapeDataString(subscription.TopicArn)}&Token={subscription.Token}";

    /// <summary>The link that ends a subscription.</summary>
    public string UnsubscribeUrl(Subscription subscription) => $"{options.LinkBase}/?Action=Unsubscribe&SubscriptionArn={Uri.EscapeDataString(subscription.Arn)}&Token={subscription.Token}";

    /// <summary>A message of a topic.</summary>
    public string Notification(Subscription subscription, TopicMessage message, string text, string id, DateTimeOffset time, string version)
    {
        var members = new List<(string Name, string? Value)>
        {
            ("Message", text), ("MessageId", id), ("Subject", message.Subject), ("Timestamp", Iso(time)), ("TopicArn", subscription.TopicArn), ("Type", "Notification"),
        };
        var shown = Signed(members, version, "Type", "MessageId", "TopicArn", "Subject", "Message", "Timestamp");
        shown["UnsubscribeURL"] = UnsubscribeUrl(subscription);
        if (message.Attributes is { Count: > 0 } attributes)
        {
            shown["MessageAttributes"] = attributes.DeepClone();
        }

        return shown.ToJsonString(Indented);
    }

    /// <summary>The question whether a subscription is wanted, or the notice that it ended.</summary>
    public string Confirmation(Subscription subscription, string type, string text, string id, DateTimeOffset time, string version)
    {
        var members = new List<(string Name, string? Value)>
        {
            ("Message", text), ("MessageId", id), ("SubscribeURL", ConfirmUrl(subscription)), ("Timestamp", Iso(time)), ("Token", subscription.Token), ("TopicArn", subscription.TopicArn), ("Type", type),
        };
        return Signed(members, version, "Type", "MessageId", "Token", "TopicArn", "Message", "SubscribeURL", "Timestamp").ToJsonString(Indented);
    }

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The members with a signature over their names and values, which are given in the order of their names.</summary>
    private JsonObject Signed(List<(string Name, string? Value)> members, string version, params ReadOnlySpan<string> order)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in members.Where(member => member.Value is not null))
        {
            text.Append(name).Append('\n').Append(value).Append('\n');
        }

        var shown = new JsonObject();
        foreach (var name in order)
        {
            if (members.Find(member => member.Name == name).Value is { } value)
            {
                shown[name] = value;
            }
        }

        shown["SignatureVersion"] = version;
        shown["Signature"] = signer.Sign(text.ToString(), version);
        shown["SigningCertURL"] = CertificateUrl;
        return shown;
    }
}
