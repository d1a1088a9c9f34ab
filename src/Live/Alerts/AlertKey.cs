namespace Headwater.Live.Alerts;

/// <summary>Tells one condition of a channel from another.</summary>
/// <param name="Kind">What it is, as <see cref="Plans.AlertObservation.Kind"/>.</param>
/// <param name="Subject">What it is about where a channel may have it several times, such as a rendition; else empty.</param>
public readonly record struct AlertKey(string Kind, string Subject = "")
{
    /// <summary>The key in one word, the same each time: <c>kind</c> or <c>kind:subject</c>.</summary>
    public string Id => Subject.Length == 0 ? Kind : $"{Kind}:{Subject}";
}
