namespace Headwater.Aws.Services.SecretsManager;

/// <summary>GetRandomPassword; also what templates generate secrets by.</summary>
public sealed record PasswordRequest
{
    /// <summary>1 to 4096. Default 32.</summary>
    public long PasswordLength { get; init; } = 32;

    /// <summary>Characters that must not be in it.</summary>
    public string ExcludeCharacters { get; init; } = "";

    /// <summary>Whether it has no digits.</summary>
    public bool ExcludeNumbers { get; init; }

    /// <summary>Whether it has no punctuation.</summary>
    public bool ExcludePunctuation { get; init; }

    /// <summary>Whether it has no capitals.</summary>
    public bool ExcludeUppercase { get; init; }

    /// <summary>Whether it has no small letters.</summary>
    public bool ExcludeLowercase { get; init; }

    /// <summary>Whether it may have spaces.</summary>
    public bool IncludeSpace { get; init; }

    /// <summary>Whether it has one of each kind at least. Default true.</summary>
    public bool RequireEachIncludedType { get; init; } = true;
}
