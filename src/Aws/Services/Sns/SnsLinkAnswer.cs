using System.Net;

namespace Headwater.Aws.Services.Sns;

/// <summary>Answer to a link.</summary>
/// <param name="Status">Status.</param>
/// <param name="ContentType">Type of the text.</param>
/// <param name="Text">The text.</param>
public sealed record SnsLinkAnswer(HttpStatusCode Status, string ContentType, string Text);
