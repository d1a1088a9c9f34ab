using Headwater.Aws.Calls;

namespace Headwater.Aws.Protocols;

/// <summary>What readers of the wire end with; the gateway says it in the service's own words.</summary>
internal static class WireFault
{
    /// <summary>Code of bytes that are no request of the protocol.</summary>
    public const string Serialization = "SerializationException";

    /// <summary>Deepest nesting of a request.</summary>
    public const int MaxDepth = 64;

    /// <summary>Most values of a request; more than any operation takes, few enough to keep memory bounded.</summary>
    public const int MaxValues = 1_000_000;

    /// <summary>The bytes are no request of the protocol.</summary>
    public static AwsException Malformed(string message) => new(Serialization, message) { Status = 400 };

    /// <summary>A value is not of the kind the model says.</summary>
    public static AwsException WrongKind(string path, string expected) => Malformed($"The value of {path} is not {expected}.");

    /// <summary>The request nests too deep.</summary>
    public static AwsException TooDeep() => Malformed($"The request nests deeper than {MaxDepth} levels.");

    /// <summary>The request has too many values.</summary>
    public static AwsException TooMany() => Malformed($"The request has more than {MaxValues} values.");
}
