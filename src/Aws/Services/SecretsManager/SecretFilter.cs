namespace Headwater.Aws.Services.SecretsManager;

/// <summary>Which secrets are wanted: those that fit one of the values, each of which may be turned round by a leading <c>!</c>.</summary>
internal sealed record SecretFilter
{
    public string Key { get; init; } = "all";

    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether a secret is wanted.</summary>
    public bool Fits(SecretDocument secret) => Values.Count == 0 || Values.Any(value => value.StartsWith('!') ? !Fits(secret, value[1..]) : Fits(secret, value));

    private bool Fits(SecretDocument secret, string value) => Key switch
    {
        // Names and keys are searched by their beginning and with regard to case, descriptions by words and without.
        "name" => secret.Name.StartsWith(value, StringComparison.Ordinal),
        "description" => Words(value).All(word => secret.Description?.Contains(word, StringComparison.OrdinalIgnoreCase) == true),
        "tag-key" => secret.Tags.Any(tag => tag.Key.StartsWith(value, StringComparison.Ordinal)),
        "tag-value" => secret.Tags.Any(tag => tag.Value.StartsWith(value, StringComparison.Ordinal)),
        "all" => Words(value).All(word => Everything(secret).Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase))),
        // No secret here is another region's or another service's.
        _ => false,
    };

    private static string[] Words(string value) => value.Split([' ', '/', '-', '_', '.', '@', '=', '+'], StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Everything(SecretDocument secret) => [secret.Name, secret.Description ?? "", .. secret.Tags.SelectMany(tag => new[] { tag.Key, tag.Value })];
}
