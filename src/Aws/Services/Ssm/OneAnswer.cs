namespace Headwater.Aws.Services.Ssm;

/// <summary>GetParameter.</summary>
internal sealed record OneAnswer(ParameterAnswer Parameter);
