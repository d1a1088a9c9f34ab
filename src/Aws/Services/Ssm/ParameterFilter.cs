namespace Headwater.Aws.Services.Ssm;

/// <summary>Which parameters are wanted: those that fit one of the values.</summary>
internal sealed record ParameterFilter
{
    private static readonly string[] NameOptions = ["Equals", "BeginsWith", "Contains"];
    private static readonly string[] PathOptions = ["OneLevel", "Recursive"];
    private static readonly string[] OtherOptions = ["Equals", "BeginsWith"];

    public required string Key { get; init; }

    public string? Option { get; init; }

    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Holds the filter to what its key allows.</summary>
    /// <exception cref="Calls.AwsException">It breaks the rule.</exception>
    public void Check()
    {
        var allowed = Key switch { "Name" => NameOptions, "Path" => PathOptions, _ => OtherOptions };
        if (Option is not null && !allowed.Contains(Option))
        {
            throw new Calls.AwsException("InvalidFilterOption", $"The following filter option is not valid: {Option}. Valid options include: [{string.Join(", ", allowed)}]");
        }

        if (Key == "Path" && Values.Any(value => !value.StartsWith('/')))
        {
            throw new Calls.AwsException("InvalidFilterValue", "A path must begin with a slash.");
        }

        if (Values.Count == 0 && !Key.StartsWith("tag:", StringComparison.Ordinal))
        {
            throw new Calls.AwsException("InvalidFilterValue", $"The following filter values are missing : null for filter key {Key}");
        }
    }

    /// <summary>Whether a parameter is wanted, by a version of it.</summary>
    public bool Fits(ParameterDocument parameter, ParameterVersion version) => Key switch
    {
        "Name" => Values.Any(value => Compare(parameter.Name, value, ignoreSlash: true)),
        "Type" => Values.Contains(version.Type),
        "KeyId" => version.KeyId is { } key && Values.Any(value => Compare(key, value)),
        "Path" => Values.Any(value => IsBelow(parameter.Name, value, Option == "Recursive")),
        "Tier" => Values.Contains(version.Tier),
        "DataType" => Values.Any(value => Compare(version.DataType, value)),
        "Label" => version.Labels.Any(label => Values.Any(value => Compare(label, value))),
        _ => parameter.Tags.Any(tag => tag.Key == Key["tag:".Length..] && (Values.Count == 0 || Values.Any(value => Compare(tag.Value, value)))),
    };

    /// <summary>Whether a parameter lies below a path.</summary>
    public static bool IsBelow(string name, string path, bool recursive)
    {
        var folder = path.EndsWith('/') ? path : path + "/";
        return name.StartsWith('/') && name.StartsWith(folder, StringComparison.Ordinal) && name.Length > folder.Length && (recursive || !name[folder.Length..].Contains('/', StringComparison.Ordinal));
    }

    private bool Compare(string text, string value, bool ignoreSlash = false) => Option switch
    {
        "BeginsWith" => text.StartsWith(value, StringComparison.Ordinal) || (ignoreSlash && text.StartsWith("/" + value, StringComparison.Ordinal)),
        "Contains" => text.Contains(value, StringComparison.Ordinal),
        _ => text == value,
    };
}
