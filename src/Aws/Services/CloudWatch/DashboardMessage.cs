namespace Headwater.Aws.Services.CloudWatch;

/// <summary>What is wrong with a dashboard's body, and where.</summary>
/// <param name="DataPath">JSON pointer into the body.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record DashboardMessage(string DataPath, string Message);
