namespace Headwater.Aws.Policies;

/// <summary>The condition keys of a question, by any case, each with its values.</summary>
public sealed class ConditionKeys
{
    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sets a key to one value; null leaves it absent.</summary>
    public ConditionKeys Set(string key, string? value) => value is null ? this : Set(key, [value]);

    /// <summary>Sets a key to several values.</summary>
    public ConditionKeys Set(string key, IReadOnlyList<string> values)
    {
        _values[key] = values;
        return this;
    }

    /// <summary>The values of a key, or null when it is absent.</summary>
    public IReadOnlyList<string>? Find(string key) => _values.GetValueOrDefault(key);
}
