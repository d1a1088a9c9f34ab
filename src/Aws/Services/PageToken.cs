using System.Buffers.Text;
using System.Text;

namespace Headwater.Aws.Services;

/// <summary>Where a list goes on: the id of the last item that was answered, spelled so that callers do not take it for an id.</summary>
internal static class PageToken
{
    /// <summary>The token behind an item.</summary>
    public static string Write(string lastId) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(lastId));

    /// <summary>Reads a token.</summary>
    /// <param name="token">The token, or null for the first page.</param>
    /// <param name="after">The id of the last item that was answered; null for the first page.</param>
    /// <returns>False when no list ever gave that token out.</returns>
    public static bool TryRead(string? token, out string? after)
    {
        after = null;
        if (token is null)
        {
            return true;
        }

        if (!Base64Url.IsValid(token))
        {
            return false;
        }

        after = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        return after.Length > 0 && Write(after) == token;
    }
}
