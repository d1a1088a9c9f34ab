namespace Headwater.Aws.Services.Iam;

/// <summary>One version of a managed policy.</summary>
/// <param name="Id">Such as <c>v1</c>.</param>
/// <param name="Document">Its JSON, as it was given.</param>
/// <param name="Created">When it was made.</param>
internal sealed record ManagedPolicyVersion(string Id, string Document, DateTimeOffset Created);
