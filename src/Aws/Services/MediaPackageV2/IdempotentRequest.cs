using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.MediaPackageV2;

/// <summary>A request that may come again.</summary>
/// <param name="Token">The caller's token.</param>
/// <param name="Digest">Of what it asked for.</param>
internal sealed record IdempotentRequest(string Token, string Digest)
{
    private const string TokenMember = "ClientToken";

    /// <summary>What to remember of a request; null when it has no token.</summary>
    public static IdempotentRequest? Of(JsonObject request)
    {
        if (request[TokenMember]?.GetValue<string>() is not { } token)
        {
            return null;
        }

        var asked = request.DeepClone().AsObject();
        asked.Remove(TokenMember);
        return new(token, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(asked.ToJsonString()))));
    }

    /// <summary>Answers a request for a resource that stands already.</summary>
    /// <param name="request">What came.</param>
    /// <param name="standing">What made the resource.</param>
    /// <param name="name">Which, for a person.</param>
    /// <exception cref="Calls.AwsException">It is another request than the one that made it.</exception>
    public static void CheckAgain(IdempotentRequest? request, IdempotentRequest? standing, string name)
    {
        if (request is null || standing is null || request.Token != standing.Token)
        {
            throw RefusedV2.Exists(name);
        }

        if (request.Digest != standing.Digest)
        {
            throw RefusedV2.Conflict("IDEMPOTENT_PARAMETER_MISMATCH", $"The token of the request made {name} with other parameters");
        }
    }
}
