namespace Headwater.Objects.Listing;

/// <summary>Which page of a list is wanted.</summary>
public sealed record ListQuery
{
    /// <summary>Only keys that begin so.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Keys that share what lies between prefix and this, inclusive, are shown as one; null for none.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Only keys behind this one; null from the start. A common prefix of an earlier page is passed as a whole.</summary>
    public string? AfterKey { get; init; }

    /// <summary>With <see cref="AfterKey"/>: also that key's versions or uploads behind this one.</summary>
    public string? AfterId { get; init; }

    /// <summary>Entries and common prefixes at most; not negative.</summary>
    public int Limit { get; init; } = 1000;
}
