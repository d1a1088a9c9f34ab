namespace Headwater.Log.Writing;

/// <summary>How long a log keeps. Immutable, so that it is replaced at once.</summary>
/// <param name="Promise">See <see cref="MediaLogOptions.RetentionPromise"/>.</param>
/// <param name="MaximumBytes">See <see cref="MediaLogOptions.MaximumBytes"/>.</param>
internal sealed record Retention(TimeSpan Promise, long? MaximumBytes);
