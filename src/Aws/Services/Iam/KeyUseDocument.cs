namespace Headwater.Aws.Services.Iam;

/// <summary>When and for what an access key was last used.</summary>
/// <param name="Time">When.</param>
/// <param name="Service">Prefix of the action, such as <c>s3</c>.</param>
/// <param name="Region">Where.</param>
internal sealed record KeyUseDocument(DateTimeOffset Time, string Service, string Region);
