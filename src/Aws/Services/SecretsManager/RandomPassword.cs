using System.Security.Cryptography;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.SecretsManager;

/// <summary>Makes passwords that nobody guesses.</summary>
public static class RandomPassword
{
    private const string Lowercase = "abcdefghijklmnopqrstuvwxyz";
    private const string Uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Numbers = "0123456789";
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>Makes one.</summary>
    /// <exception cref="AwsException">No password is as was asked for.</exception>
    public static string Make(PasswordRequest request)
    {
        var kinds = Kinds(request).ToList();
        if (kinds.Count == 0 || (request.RequireEachIncludedType && kinds.Exists(kind => kind.Length == 0)) || kinds.TrueForAll(kind => kind.Length == 0))
        {
            throw RefusedSecret.Parameter("The combination of excluded characters leaves none of a kind of characters that the password must have.");
        }

        if (request.RequireEachIncludedType && request.PasswordLength < kinds.Count)
        {
            throw RefusedSecret.Parameter($"The password length must be at least {kinds.Count}, for it must have one of each kind of characters.");
        }

        var required = request.RequireEachIncludedType ? kinds.Select(kind => RandomNumberGenerator.GetString(kind, 1)[0]).ToArray() : [];
        char[] password = [.. required, .. RandomNumberGenerator.GetString(string.Concat(kinds), (int)request.PasswordLength - required.Length)];
        RandomNumberGenerator.Shuffle(password.AsSpan());
        return new(password);
    }

    private static IEnumerable<string> Kinds(PasswordRequest request)
    {
        var kinds = new (string Letters, bool Included)[]
        {
            (Lowercase, !request.ExcludeLowercase),
            (Uppercase, !request.ExcludeUppercase),
            (Numbers, !request.ExcludeNumbers),
            (Punctuation, !request.ExcludePunctuation),
            (" ", request.IncludeSpace),
        };
        return kinds.Where(kind => kind.Included).Select(kind => string.Concat(kind.Letters.Except(request.ExcludeCharacters)));
    }
}
