using System.Security.Cryptography;

namespace Headwater.Aws.Services.MediaPackage;

/// <summary>Names that callers choose and names that the service assigns.</summary>
internal static class Names
{
    private const int LongestId = 256;

    /// <summary>32 hexadecimal digits that nobody guesses.</summary>
    public static string Assign() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Holds an id to the rule for ids.</summary>
    /// <exception cref="Calls.AwsException">It breaks the rule.</exception>
    public static void Check(string member, string id)
    {
        if (id.Length is < 1 or > LongestId || !id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'))
        {
            throw Refused.Unprocessable($"{member} must be 1 to {LongestId} letters, digits, underscores or dashes");
        }
    }
}
