namespace Headwater.Aws.Services.Ssm;

/// <summary>DeleteParameters.</summary>
internal sealed record DeletedAnswer(IReadOnlyList<string> DeletedParameters, IReadOnlyList<string> InvalidParameters);
