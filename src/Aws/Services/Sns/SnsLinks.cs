using System.Net;

namespace Headwater.Aws.Services.Sns;

/// <summary>Answers the links in messages, which carry no signature: the certificate, confirm, unsubscribe. The host maps them below <see cref="SnsOptions.LinkBase"/>.</summary>
public sealed class SnsLinks(SnsTopics topics, MessageSigner signer)
{
    /// <summary>Answers a GET.</summary>
    /// <param name="path">Path below the base, such as <c>/</c> or <c>/SimpleNotificationService-….pem</c>.</param>
    /// <param name="query">Value of a parameter of the query by its name; null when it is not there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<SnsLinkAnswer> AnswerAsync(string path, Func<string, string?> query, CancellationToken cancellationToken)
    {
        if (path == "/" + signer.CertificateName)
        {
            return new SnsLinkAnswer(HttpStatusCode.OK, "application/x-pem-file", signer.CertificatePem);
        }

        return (path, query("Action")) switch
        {
            ("/", "ConfirmSubscription") => await ConfirmAsync(query, cancellationToken),
            ("/", "Unsubscribe") => await UnsubscribeAsync(query, cancellationToken),
            _ => new SnsLinkAnswer(HttpStatusCode.NotFound, "text/plain", "Nothing is here.\n"),
        };
    }

    private async ValueTask<SnsLinkAnswer> ConfirmAsync(Func<string, string?> query, CancellationToken cancellationToken) =>
        await topics.ConfirmAsync(query("TopicArn") ?? "", query("Token") ?? "", cancellationToken) is { } confirmed
            ? Xml(HttpStatusCode.OK, $"<ConfirmSubscriptionResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><ConfirmSubscriptionResult><SubscriptionArn>{WebUtility.HtmlEncode(confirmed.Arn)}</SubscriptionArn></ConfirmSubscriptionResult></ConfirmSubscriptionResponse>")
            : Xml(HttpStatusCode.BadRequest, "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>Invalid parameter: Token</Message></Error></ErrorResponse>");

    private async ValueTask<SnsLinkAnswer> UnsubscribeAsync(Func<string, string?> query, CancellationToken cancellationToken) =>
        await topics.UnsubscribeByLinkAsync(query("SubscriptionArn") ?? "", query("Token") ?? "", cancellationToken)
            ? Xml(HttpStatusCode.OK, "<UnsubscribeResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"/>")
            : Xml(HttpStatusCode.NotFound, "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type><Code>NotFound</Code><Message>Subscription does not exist</Message></Error></ErrorResponse>");

    private static SnsLinkAnswer Xml(HttpStatusCode status, string text) => new(status, "text/xml", text);
}
