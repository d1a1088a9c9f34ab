using System.Buffers.Text;
using System.Text;

namespace Headwater.Aws.Services.CloudWatch;

/// <summary>Says where the next page begins, in a form that callers do not take apart.</summary>
internal static class PageToken
{
    /// <summary>Writes a place.</summary>
    public static string Write(string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    /// <summary>Reads a place; null for null.</summary>
    /// <exception cref="Headwater.Aws.Calls.AwsException">It is no token.</exception>
    public static string? Read(string? token)
    {
        if (token is null)
        {
            return null;
        }

        return Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : throw Faults.Token();
    }
}
