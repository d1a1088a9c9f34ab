namespace Headwater.Aws.Services.SecretsManager;

/// <summary>The labels that mean something.</summary>
internal static class Stage
{
    public const string Current = "AWSCURRENT";

    public const string Previous = "AWSPREVIOUS";

    /// <summary>Most labels of one version.</summary>
    public const int Most = 20;
}
