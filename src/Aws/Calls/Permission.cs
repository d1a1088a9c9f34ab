namespace Headwater.Aws.Calls;

/// <summary>One thing a call needs to be allowed.</summary>
/// <param name="Action">Such as <c>s3:GetObject</c>.</param>
/// <param name="Resource">The ARN acted on, or <c>*</c>.</param>
public sealed record Permission(string Action, string Resource)
{
    /// <summary>Policy of the resource itself (JSON), or null: a bucket's, a secret's, an endpoint's.</summary>
    public string? ResourcePolicy { get; init; }

    /// <summary>Condition keys beyond the global ones, such as <c>s3:prefix</c> or <c>iam:PassedToService</c>; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Conditions { get; init; }
}
