using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Headwater.Origin.Http;

/// <summary>Writes answers: headers, cache lifetimes, CORS, and errors as short JSON.</summary>
internal static class OriginAnswer
{
    /// <summary>Lifetime of what never changes: segments, parts, headers.</summary>
    public static readonly TimeSpan Forever = TimeSpan.FromDays(14);

    private static readonly TimeSpan ErrorLifetime = TimeSpan.FromSeconds(1);

    /// <summary>Puts the headers that every answer carries.</summary>
    public static void PutCors(HttpContext context)
    {
        string? origin = context.Request.Headers.Origin;
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = origin ?? "*";
        // The answer without an origin differs, so a shared cache must know of the difference there, too.
        headers.Vary = "Origin";
        if (origin is not null)
        {
            headers.AccessControlAllowCredentials = "true";
        }

        headers.AccessControlAllowMethods = "OPTIONS,GET,HEAD";
        headers.AccessControlAllowHeaders = "Content-Type,Origin,Accept,Range,If-None-Match,If-Modified-Since";
        headers.AccessControlExposeHeaders = "Content-Length,Content-Range,Date,ETag,X-MediaPackage-Manifest-Last-Sequence";
    }

    /// <summary>Puts the cache lifetime, in whole seconds rounded down but at least one.</summary>
    public static void PutLifetime(HttpContext context, TimeSpan lifetime) =>
        context.Response.Headers.CacheControl = string.Create(
            CultureInfo.InvariantCulture, $"max-age={Math.Max(1, (long)lifetime.TotalSeconds)}");

    /// <summary>Answers with a manifest, or 304 when the client has these bytes.</summary>
    public static async Task ManifestAsync(HttpContext context, string contentType, TimeSpan lifetime, ReadOnlyMemory<byte> body)
    {
        PutLifetime(context, lifetime);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body.Span).AsSpan(0, 8))}\"";
        context.Response.Headers.ETag = tag;
        if (Matches(context.Request.Headers.IfNoneMatch, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    /// <summary>Answers with what never changes under its address, whole or the range asked for, or 304 when the client has it.</summary>
    /// <remarks>Specification: RFC 9110, 13.1.2, 13.1.5, 14.2. One range of bytes is served; a request for several gets the whole.</remarks>
    /// <param name="context">Request and response.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="pieces">The body in order.</param>
    public static async Task ObjectAsync(HttpContext context, string contentType, IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        long length = 0;
        uint checksum = 0;
        foreach (var piece in pieces)
        {
            length += piece.Length;
            checksum = Checksum(checksum, piece.Span);
        }

        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{length:x}-{checksum:x8}\"");
        var (request, response) = (context.Request, context.Response);
        PutLifetime(context, Forever);
        response.Headers.ETag = tag;
        response.Headers.AcceptRanges = "bytes";
        if (Matches(request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var range = HttpMethods.IsGet(request.Method) && (request.Headers.IfRange.Count == 0 || request.Headers.IfRange == tag)
            ? ByteSpan.Read(request.Headers.Range, length)
            : ByteSpan.Whole(length);
        if (range is not { } span)
        {
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{length}");
            await ErrorAsync(context, StatusCodes.Status416RangeNotSatisfiable, "the range lies outside the object");
            return;
        }

        response.ContentType = contentType;
        response.ContentLength = span.Length;
        if (span.Partial)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {span.First}-{span.First + span.Length - 1}/{length}");
        }

        if (!HttpMethods.IsHead(request.Method))
        {
            await WriteAsync(context, pieces, span);
        }
    }

    private static async Task WriteAsync(HttpContext context, IReadOnlyList<ReadOnlyMemory<byte>> pieces, ByteSpan span)
    {
        var (skip, left) = (span.First, span.Length);
        foreach (var piece in pieces)
        {
            if (skip >= piece.Length)
            {
                skip -= piece.Length;
                continue;
            }

            var part = piece[(int)skip..];
            part = part.Length > left ? part[..(int)left] : part;
            (skip, left) = (0, left - part.Length);
            if (part.Length > 0)
            {
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
            }
        }
    }

    /// <summary>Whether a condition names this tag. Specification: RFC 9110, 13.1.2: weakly compared, a list, or any.</summary>
    private static bool Matches(StringValues condition, string tag)
    {
        foreach (var line in condition)
        {
            foreach (var member in (line ?? "").Split(',', StringSplitOptions.TrimEntries))
            {
                if (member == "*" || member == tag || (member.StartsWith("W/", StringComparison.Ordinal) && member[2..] == tag))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // The address names the bytes; the checksum only has to tell one log's from another's under the same address.
    private static uint Checksum(uint checksum, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var single in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, single);
        }

        return checksum;
    }

    /// <summary>Answers with an error and why, in one JSON member.</summary>
    public static async Task ErrorAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        PutLifetime(context, ErrorLifetime);
        context.Response.ContentType = "application/json";
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["message"] = message }, ErrorJson.Default.DictionaryStringString);
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}

/// <summary>How error bodies become JSON.</summary>
[System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ErrorJson : System.Text.Json.Serialization.JsonSerializerContext;
