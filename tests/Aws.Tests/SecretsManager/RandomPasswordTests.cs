using CsCheck;
using Headwater.Aws.Calls;
using Headwater.Aws.Services.SecretsManager;

namespace Headwater.Aws.Tests.SecretsManager;

public sealed class RandomPasswordTests
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    [Fact]
    public void Make_AnyOptions_KeepsThemOrRefuses() =>
        Gen.Select(Gen.Long[1, 64], Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool)
            .Sample(options =>
            {
                var (length, numbers, punctuation, uppercase, lowercase, space, each) = options;
                var request = new PasswordRequest
                {
                    PasswordLength = length,
                    ExcludeCharacters = "aB3$",
                    ExcludeNumbers = numbers,
                    ExcludePunctuation = punctuation,
                    ExcludeUppercase = uppercase,
                    ExcludeLowercase = lowercase,
                    IncludeSpace = space,
                    RequireEachIncludedType = each,
                };
                var kinds = new (bool Included, Func<char, bool> Is)[]
                {
                    (!numbers, char.IsAsciiDigit), (!punctuation, Punctuation.Contains), (!uppercase, char.IsAsciiLetterUpper), (!lowercase, char.IsAsciiLetterLower), (space, letter => letter == ' '),
                };
                var included = kinds.Count(kind => kind.Included);
                if (included == 0 || (each && included > length))
                {
                    Assert.Equal("InvalidParameterException", Assert.Throws<AwsException>(() => RandomPassword.Make(request)).Code);
                    return;
                }

                var password = RandomPassword.Make(request);

                Assert.Equal(length, password.Length);
                Assert.DoesNotContain(password, letter => "aB3$".Contains(letter, StringComparison.Ordinal));
                Assert.All(kinds, kind => Assert.True(kind.Included ? !each || password.Any(kind.Is) : !password.Any(kind.Is)));
            });

    [Fact]
    public void Make_EveryLetterOfAKindExcluded_IsRefused() =>
        Assert.Equal("InvalidParameterException", Assert.Throws<AwsException>(() => RandomPassword.Make(new PasswordRequest { ExcludeCharacters = "0123456789" })).Code);

    [Fact]
    public void Make_Twice_DiffersAndIs32Long()
    {
        var password = RandomPassword.Make(new PasswordRequest());

        Assert.Equal(32, password.Length);
        Assert.NotEqual(password, RandomPassword.Make(new PasswordRequest()));
    }
}
