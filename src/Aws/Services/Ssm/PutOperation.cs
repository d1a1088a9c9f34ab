using System.Text;
using System.Text.RegularExpressions;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Ssm;

/// <summary>PutParameter.</summary>
internal sealed class PutOperation(ParameterStore parameters)
{
    private const int StandardBytes = 4096;
    private const int AdvancedBytes = 8192;
    private const int MostVersions = 100;
    private const string DefaultKey = "alias/aws/ssm";

    public void Map(OperationMap operations) =>
        operations.Map<PutParameterRequest, PutParameterAnswer>("PutParameter", PutAsync, (request, context) => new Permission("ssm:PutParameter", ParameterStore.Arn(context, request.Name)));

    private async ValueTask<PutParameterAnswer> PutAsync(PutParameterRequest request, CallContext context)
    {
        ParameterName.Check(request.Name);
        Check(request);
        var key = RegionKey.Of(context.Region, request.Name);
        while (true)
        {
            var standing = await parameters.Documents.FindAsync(key, context.CancellationToken);
            var changed = standing is null ? Made(request, context) : Overwritten(standing.Value, request, context);
            if (await parameters.Documents.TryPutAsync(key, changed, standing?.Version ?? 0, context.CancellationToken))
            {
                return new(changed.Newest().Number, changed.Newest().Tier);
            }
        }
    }

    private ParameterDocument Made(PutParameterRequest request, CallContext context)
    {
        var arn = ParameterStore.Arn(context, request.Name);
        var type = request.Type ?? throw RefusedParameter.Invalid("A parameter type is required when you create a parameter.");
        return new() { Name = request.Name, Arn = arn, Tags = request.Tags ?? [], Versions = [Version(request, arn, type, 1, null, context)] };
    }

    private ParameterDocument Overwritten(ParameterDocument standing, PutParameterRequest request, CallContext context)
    {
        if (!request.Overwrite)
        {
            throw new AwsException("ParameterAlreadyExists", "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
        }

        if (request.Tags is { Count: > 0 })
        {
            throw RefusedParameter.Invalid("Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag.");
        }

        var newest = standing.Newest();
        var type = request.Type ?? newest.Type;
        if (type != newest.Type && (type == ParameterVersion.SecureString || newest.Type == ParameterVersion.SecureString))
        {
            throw new AwsException("HierarchyTypeMismatchException", "Parameter Store doesn't support changing a parameter type in a hierarchy.");
        }

        if (standing.Versions.Count >= MostVersions && standing.Versions[0].Labels.Count > 0)
        {
            throw new AwsException("ParameterMaxVersionLimitExceeded", $"You attempted to create a new version of {standing.Name}, but the oldest of its {MostVersions} versions has a label. Move the label to another version.");
        }

        var kept = standing.Versions.Skip(Math.Max(0, standing.Versions.Count - MostVersions + 1));
        return standing with { Versions = [.. kept, Version(request, standing.Arn, type, newest.Number + 1, newest, context)] };
    }

    private ParameterVersion Version(PutParameterRequest request, string arn, string type, long number, ParameterVersion? previous, CallContext context)
    {
        var isSecure = type == ParameterVersion.SecureString;
        if (request.KeyId is not null && !isSecure)
        {
            throw RefusedParameter.Invalid("KeyId is required for SecureString type parameter only.");
        }

        return new()
        {
            Number = number,
            Type = type,
            Value = isSecure ? parameters.Seal(arn, number, request.Value) : request.Value,
            Description = request.Description ?? previous?.Description,
            KeyId = isSecure ? request.KeyId ?? previous?.KeyId ?? DefaultKey : null,
            AllowedPattern = request.AllowedPattern,
            Tier = Tier(request, previous?.Tier),
            DataType = request.DataType ?? "text",
            ModifiedAt = context.Time,
            ModifiedBy = context.Principal.Arn,
        };
    }

    private static void Check(PutParameterRequest request)
    {
        if (request.DataType is not (null or "text"))
        {
            throw RefusedParameter.Invalid($"DataType {request.DataType} is not known to this platform; use text.");
        }

        if (request.Policies is not null && request.Policies.Trim() is not ("" or "[]" or "{}"))
        {
            throw RefusedParameter.Invalid("Policies are not applied by this platform: parameters do not expire.");
        }

        if (request.Type == "StringList" && request.Value.Split(',').Any(item => item.Length == 0))
        {
            throw RefusedParameter.Invalid("A StringList is items with commas between, and none of them is empty.");
        }

        if (!string.IsNullOrEmpty(request.AllowedPattern) && !Pattern(request.AllowedPattern).IsMatch(request.Value))
        {
            throw new AwsException("ParameterPatternMismatchException", $"Parameter value, cannot be validated against allowedPattern: {request.AllowedPattern}");
        }
    }

    /// <summary>A pattern in time that grows with the value only, whatever the pattern.</summary>
    private static Regex Pattern(string pattern)
    {
        try
        {
            return new($"^(?:{pattern})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new AwsException("InvalidAllowedPatternException", "The allowedPattern is no regular expression, or one that looks around or back, which is not done here.");
        }
    }

    private static string Tier(PutParameterRequest request, string? previous)
    {
        var bytes = Encoding.UTF8.GetByteCount(request.Value);
        var tier = request.Tier switch
        {
            "Intelligent-Tiering" => bytes > StandardBytes ? "Advanced" : previous ?? "Standard",
            null => previous ?? "Standard",
            _ => request.Tier,
        };
        if (tier == "Standard" && previous == "Advanced")
        {
            throw RefusedParameter.Invalid("This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier.");
        }

        return bytes <= (tier == "Advanced" ? AdvancedBytes : StandardBytes)
            ? tier
            : throw RefusedParameter.Invalid($"{tier} tier parameters support a maximum parameter value of {(tier == "Advanced" ? AdvancedBytes : StandardBytes)} characters.");
    }
}
