namespace Headwater.Aws.Policies;

/// <summary>Who asks, by all the names that a policy's principal may use.</summary>
public sealed record PolicyAsker
{
    /// <summary>Nobody.</summary>
    public static PolicyAsker Nobody { get; } = new();

    /// <summary>The user's, session's or root's own ARN; null for nobody and for services.</summary>
    public string? Arn { get; init; }

    /// <summary>ARN of the role behind a session, or null.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Twelve digits; null for nobody.</summary>
    public string? Account { get; init; }

    /// <summary>Such as <c>medialive.amazonaws.com</c>, or null.</summary>
    public string? Service { get; init; }

    /// <summary>ARN of the account's root.</summary>
    public string? RootArn => Account is null ? null : $"arn:aws:iam::{Account}:root";
}
