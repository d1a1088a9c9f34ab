using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Mail;
using System.Text;

namespace Headwater.Aws.Services.Sns;

/// <summary>Posts messages over HTTP and mails them by SMTP.</summary>
/// <param name="http">Its timeout bounds a try; follows no redirects when its handler does not. Borrowed.</param>
/// <param name="options">The mail server.</param>
public sealed class OutgoingMessages(HttpClient http, SnsOptions options) : IOutgoingMessages
{
    /// <inheritdoc/>
    public async ValueTask<string?> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            return delivery.Protocol is "http" or "https" ? await PostAsync(delivery, cancellationToken) : await MailAsync(delivery, cancellationToken);
        }
        catch (Exception fault) when (fault is HttpRequestException or SmtpException or IOException or FormatException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return fault.Message;
        }
    }

    private async ValueTask<string?> PostAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Endpoint) { Content = new StringContent(delivery.Body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "UTF-8");
        request.Headers.TryAddWithoutValidation("x-amz-sns-message-type", delivery.Type);
        request.Headers.TryAddWithoutValidation("x-amz-sns-message-id", delivery.MessageId);
        request.Headers.TryAddWithoutValidation("x-amz-sns-topic-arn", delivery.TopicArn);
        request.Headers.TryAddWithoutValidation("User-Agent", "Amazon Simple Notification Service Agent");
        if (delivery.SubscriptionArn is { } subscription)
        {
            request.Headers.TryAddWithoutValidation("x-amz-sns-subscription-arn", subscription);
        }

        if (delivery.IsRaw)
        {
            request.Headers.TryAddWithoutValidation("x-amz-sns-rawdelivery", "true");
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return response.IsSuccessStatusCode ? null : $"answered {(int)response.StatusCode}";
    }

    private async ValueTask<string?> MailAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (options.SmtpServer is not { } server)
        {
            return "no mail server is configured";
        }

        var colon = server.LastIndexOf(':');
        using var client = new SmtpClient(server[..colon], int.Parse(server.AsSpan(colon + 1), CultureInfo.InvariantCulture));
        using var mail = new MailMessage(options.SmtpFrom, delivery.Endpoint, (delivery.Subject ?? "AWS Notification Message").ReplaceLineEndings(" "), delivery.Body);
        await client.SendMailAsync(mail, cancellationToken);
        return null;
    }
}
