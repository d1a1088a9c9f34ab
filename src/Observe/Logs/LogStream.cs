namespace Headwater.Observe.Logs;

/// <summary>A stream of lines.</summary>
/// <param name="Group">Its group.</param>
/// <param name="Name">1 to 512 characters without <c>:</c> and <c>*</c>.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Directory">Name of its directory.</param>
public sealed record LogStream(string Group, string Name, DateTimeOffset Created, string Directory);
