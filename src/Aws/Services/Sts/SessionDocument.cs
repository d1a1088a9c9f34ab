using System.Collections.Immutable;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Sts;

/// <summary>A session as it is stored.</summary>
internal sealed record SessionDocument
{
    /// <summary>The secret of its key.</summary>
    public required string Secret { get; init; }

    /// <summary>The token that must come with its key.</summary>
    public required string Token { get; init; }

    /// <summary>What it acts as.</summary>
    public required PrincipalKind Kind { get; init; }

    /// <summary>Twelve digits.</summary>
    public required string Account { get; init; }

    /// <summary>ARN of whom it acts as.</summary>
    public required string Arn { get; init; }

    /// <summary>User id of whom it acts as.</summary>
    public required string UserId { get; init; }

    /// <summary>Its own policy, or null.</summary>
    public string? Policy { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Issued { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Its tags by key.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Keys of the tags that follow into the next role.</summary>
    public ImmutableList<string> TransitiveKeys { get; init; } = [];

    /// <summary>Who was behind the first session of a chain, or null.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>The key as the wire layer wants it.</summary>
    public Credential ToCredential(string accessKeyId) =>
        new(Secret, new Principal(Kind, Account, Arn, UserId) { AccessKeyId = accessKeyId, SessionPolicy = Policy }) { SessionToken = Token, Expires = Expires };

    /// <inheritdoc/>
    public override string ToString() => $"session of {Arn}";
}
