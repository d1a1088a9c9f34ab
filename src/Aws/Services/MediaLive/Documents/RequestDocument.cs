namespace Headwater.Aws.Services.MediaLive.Documents;

/// <summary>A request that was answered, so that it makes one thing however often it is sent.</summary>
/// <param name="Fingerprint">Of its body.</param>
/// <param name="Id">What it made.</param>
/// <param name="Time">When; UTC.</param>
internal sealed record RequestDocument(string Fingerprint, string Id, DateTimeOffset Time);
