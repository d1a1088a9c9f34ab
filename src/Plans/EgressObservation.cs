namespace Headwater.Plans;

/// <summary>What an endpoint answered since it began.</summary>
/// <param name="Bytes">Bytes of bodies.</param>
/// <param name="Requests2xx">Answers with a status from 200 to 299.</param>
/// <param name="Requests3xx">Answers with a status from 300 to 399.</param>
/// <param name="Requests4xx">Answers with a status from 400 to 499.</param>
/// <param name="Requests5xx">Answers with a status from 500 to 599.</param>
/// <param name="ResponseTime">Sum of the times from request to the answer's end.</param>
public sealed record EgressObservation(long Bytes, long Requests2xx, long Requests3xx, long Requests4xx, long Requests5xx, TimeSpan ResponseTime);
