using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Aws.Models;

namespace Headwater.Aws.Protocols.Signing;

/// <summary>How refusals at the door are called; it differs by the family of services.</summary>
internal sealed class SecurityWords
{
    private readonly Func<SecurityFault, string> _code;

    private SecurityWords(Func<SecurityFault, string> code) => _code = code;

    /// <summary>S3's words.</summary>
    public static SecurityWords S3 { get; } = new(fault => fault switch
    {
        SecurityFault.UnknownKey => "InvalidAccessKeyId",
        SecurityFault.WrongToken => "InvalidToken",
        SecurityFault.ExpiredToken => "ExpiredToken",
        SecurityFault.WrongSignature => "SignatureDoesNotMatch",
        SecurityFault.Skewed => "RequestTimeTooSkewed",
        SecurityFault.Incomplete => "AuthorizationHeaderMalformed",
        _ => "AccessDenied",
    });

    /// <summary>The words of services that speak query.</summary>
    public static SecurityWords Query { get; } = new(fault => fault switch
    {
        SecurityFault.Missing => "MissingAuthenticationToken",
        SecurityFault.Incomplete => "IncompleteSignature",
        SecurityFault.UnknownKey or SecurityFault.WrongToken => "InvalidClientTokenId",
        SecurityFault.ExpiredToken => "ExpiredToken",
        SecurityFault.Expired => "RequestExpired",
        _ => "SignatureDoesNotMatch",
    });

    /// <summary>The words of services that speak JSON or CBOR.</summary>
    public static SecurityWords Json { get; } = new(fault => fault switch
    {
        SecurityFault.Missing => "MissingAuthenticationTokenException",
        SecurityFault.Incomplete => "IncompleteSignatureException",
        SecurityFault.UnknownKey or SecurityFault.WrongToken => "UnrecognizedClientException",
        SecurityFault.ExpiredToken => "ExpiredTokenException",
        SecurityFault.Expired => "RequestExpired",
        _ => "InvalidSignatureException",
    });

    /// <summary>The words of a service over a protocol.</summary>
    public static SecurityWords Of(WireProtocolKind protocol) => protocol switch
    {
        WireProtocolKind.RestXml => S3,
        WireProtocolKind.Query => Query,
        _ => Json,
    };

    /// <summary>The refusal; 403 but for what S3 calls malformed.</summary>
    public AwsException Refuse(SecurityFault fault, string message, JsonObject? members = null)
    {
        var code = _code(fault);
        return new AwsException(code, message) { Status = code is "AuthorizationHeaderMalformed" or "ExpiredToken" or "InvalidToken" && this == S3 ? 400 : 403, Members = members };
    }
}
