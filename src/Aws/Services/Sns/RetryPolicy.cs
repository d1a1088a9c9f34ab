using System.Text.Json;
using System.Text.Json.Nodes;

namespace Headwater.Aws.Services.Sns;

/// <summary>How a delivery that failed is tried again: some times at once, some after the shortest wait, some in between, some after the longest.</summary>
public sealed record RetryPolicy
{
    /// <summary>Tries after the first, in all. Default 3; 0 to 100.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Of them at once. Default 0.</summary>
    public int NoDelayRetries { get; init; }

    /// <summary>Then after the shortest wait. Default 0.</summary>
    public int MinDelayRetries { get; init; }

    /// <summary>At the end after the longest wait. Default 0.</summary>
    public int MaxDelayRetries { get; init; }

    /// <summary>Shortest wait. Default 20 s.</summary>
    public TimeSpan MinDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest wait. Default 20 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How waits grow in between: <c>linear</c> (default), <c>arithmetic</c>, <c>geometric</c> or <c>exponential</c>.</summary>
    public string Backoff { get; init; } = "linear";

    /// <summary>How long to wait after so many failures (1 or more); null: give up.</summary>
    public TimeSpan? Wait(int failures)
    {
        if (failures > Retries)
        {
            return null;
        }

        if (failures <= NoDelayRetries)
        {
            return TimeSpan.Zero;
        }

        var between = failures - NoDelayRetries - MinDelayRetries;
        var steps = Retries - NoDelayRetries - MinDelayRetries - MaxDelayRetries;
        return between <= 0 ? MinDelay : failures > Retries - MaxDelayRetries || steps <= 1 ? MaxDelay : MinDelay + ((MaxDelay - MinDelay) * Grown((between - 1) / (double)(steps - 1)));
    }

    /// <summary>Reads the policy of a subscription (<c>healthyRetryPolicy</c>) or a topic (<c>http.defaultHealthyRetryPolicy</c>); the default when there is none.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static RetryPolicy Read(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return new RetryPolicy();
        }

        try
        {
            var document = JsonNode.Parse(json);
            var policy = (document?["healthyRetryPolicy"] ?? document?["http"]?["defaultHealthyRetryPolicy"]) as JsonObject;
            return policy is null ? new RetryPolicy() : Checked(Read(policy));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or OverflowException)
        {
            throw new FormatException("DeliveryPolicy: JSON is not valid", fault);
        }
    }

    private static RetryPolicy Read(JsonObject policy)
    {
        int Number(string name, int otherwise) => policy[name]?.GetValue<int>() ?? otherwise;

        return new RetryPolicy
        {
            Retries = Number("numRetries", 3),
            NoDelayRetries = Number("numNoDelayRetries", 0),
            MinDelayRetries = Number("numMinDelayRetries", 0),
            MaxDelayRetries = Number("numMaxDelayRetries", 0),
            MinDelay = TimeSpan.FromSeconds(Number("minDelayTarget", 20)),
            MaxDelay = TimeSpan.FromSeconds(Number("maxDelayTarget", 20)),
            Backoff = policy["backoffFunction"]?.GetValue<string>() ?? "linear",
        };
    }

    private static RetryPolicy Checked(RetryPolicy policy)
    {
        var good = policy.Retries is >= 0 and <= 100
            && policy is { NoDelayRetries: >= 0, MinDelayRetries: >= 0, MaxDelayRetries: >= 0 }
            && policy.NoDelayRetries + policy.MinDelayRetries + policy.MaxDelayRetries <= policy.Retries
            && policy.MinDelay >= TimeSpan.FromSeconds(1) && policy.MaxDelay >= policy.MinDelay && policy.MaxDelay <= TimeSpan.FromHours(1)
            && policy.Backoff is "linear" or "arithmetic" or "geometric" or "exponential";
        return good ? policy : throw new FormatException("DeliveryPolicy: a number is out of its range");
    }

    private double Grown(double share) => Backoff switch
    {
        "exponential" => (Math.Pow(2, share * 10) - 1) / 1023,
        "geometric" => share * share * share,
        "arithmetic" => share * share,
        _ => share,
    };
}
