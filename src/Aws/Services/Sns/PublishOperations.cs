using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.Sns;

/// <summary>Publishing to topics.</summary>
internal sealed partial class PublishOperations(SnsTopics topics)
{
    private const int MostBytes = 262_144;
    private const int MostEntries = 10;
    private const int MostSubjectChars = 100;

    public void Map(OperationMap operations)
    {
        var permissions = new TopicOperations(topics);
        operations.Map<PublishRequest, PublishResponse>("Publish", PublishAsync, (request, context) => permissions.PermissionAsync("Publish", request.TopicArn ?? request.TargetArn ?? "*", context));
        operations.Map<PublishBatchRequest, PublishBatchResponse>("PublishBatch", PublishBatchAsync, (request, context) => permissions.PermissionAsync("Publish", request.TopicArn, context));
    }

    private async ValueTask<PublishResponse> PublishAsync(PublishRequest request, CallContext context)
    {
        if (request.PhoneNumber is not null)
        {
            throw SnsFaults.Invalid("PhoneNumber Reason: text messages do not run here");
        }

        if (request.MessageGroupId is not null || request.MessageDeduplicationId is not null)
        {
            throw SnsFaults.Invalid("MessageGroupId and MessageDeduplicationId are only for FIFO topics");
        }

        var arn = request.TopicArn ?? request.TargetArn ?? throw SnsFaults.Invalid("TopicArn or TargetArn Reason: no value for required parameter");
        var message = Message(request.Message, request.Subject, request.MessageStructure, request.MessageAttributes);
        return new PublishResponse(await topics.PublishAsync(arn, message, context.CancellationToken) ?? throw SnsFaults.NoTopic());
    }

    private async ValueTask<PublishBatchResponse> PublishBatchAsync(PublishBatchRequest request, CallContext context)
    {
        var entries = request.PublishBatchRequestEntries;
        CheckBatch(entries);
        if (await topics.FindAsync(request.TopicArn, context.CancellationToken) is null)
        {
            throw SnsFaults.NoTopic();
        }

        var response = new PublishBatchResponse([], []);
        foreach (var entry in entries)
        {
            try
            {
                var message = Message(entry.Message, entry.Subject, entry.MessageStructure, entry.MessageAttributes);
                var id = await topics.PublishAsync(request.TopicArn, message, context.CancellationToken) ?? throw SnsFaults.NoTopic();
                response.Successful.Add(new BatchResult(entry.Id, id));
            }
            catch (AwsException fault)
            {
                response.Failed.Add(new BatchError(entry.Id, fault.Code.Replace("Exception", "", StringComparison.Ordinal), fault.Message, !fault.IsServiceFault));
            }
        }

        return response;
    }

    private static void CheckBatch(List<BatchEntry> entries)
    {
        if (entries.Count == 0)
        {
            throw new AwsException("EmptyBatchRequestException", "The batch request doesn't contain any entries.");
        }

        if (entries.Count > MostEntries)
        {
            throw new AwsException("TooManyEntriesInBatchRequestException", "The batch request contains more entries than permissible.");
        }

        if (entries.Exists(entry => !EntryId().IsMatch(entry.Id)))
        {
            throw new AwsException("InvalidBatchEntryIdException", "The Id of a batch entry in a batch request doesn't abide by the specification.");
        }

        if (entries.Select(entry => entry.Id).Distinct(StringComparer.Ordinal).Count() != entries.Count)
        {
            throw new AwsException("BatchEntryIdsNotDistinctException", "Two or more batch entries in the request have the same Id.");
        }

        if (entries.Sum(entry => Encoding.UTF8.GetByteCount(entry.Message)) > MostBytes)
        {
            throw new AwsException("BatchRequestTooLongException", "The length of all the batch messages put together is more than the limit.");
        }
    }

    private static TopicMessage Message(string text, string? subject, string? structure, Dictionary<string, JsonObject>? attributes)
    {
        if (text.Length == 0)
        {
            throw SnsFaults.Invalid("Empty message");
        }

        if (Encoding.UTF8.GetByteCount(text) > MostBytes)
        {
            throw SnsFaults.Invalid("Message too long");
        }

        if (subject is not null && (subject.Length is 0 or > MostSubjectChars || subject.Any(char.IsControl)))
        {
            throw SnsFaults.Invalid("Subject");
        }

        if (structure is not (null or "json"))
        {
            throw SnsFaults.Invalid("MessageStructure");
        }

        if (structure == "json")
        {
            CheckStructure(text);
        }

        return new TopicMessage { Text = text, Subject = subject, IsStructured = structure == "json", Attributes = Attributes(attributes) };
    }

    private static void CheckStructure(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonObject texts || texts["default"]?.GetValueKind() != JsonValueKind.String)
            {
                throw SnsFaults.Invalid("Message Structure - No default entry in JSON message body");
            }

            if (texts.Any(member => member.Value?.GetValueKind() != JsonValueKind.String))
            {
                throw SnsFaults.Invalid("Message Structure - JSON message body holds something that is no text");
            }
        }
        catch (JsonException)
        {
            throw SnsFaults.Invalid("Message Structure - JSON message body failed to parse");
        }
    }

    private static JsonObject? Attributes(Dictionary<string, JsonObject>? attributes)
    {
        if (attributes is null)
        {
            return null;
        }

        var shown = new JsonObject();
        foreach (var (name, attribute) in attributes)
        {
            var type = (string)attribute["DataType"]!;
            var value = (string?)(type.StartsWith("Binary", StringComparison.Ordinal) ? attribute["BinaryValue"] : attribute["StringValue"])
                ?? throw SnsFaults.Invalid($"The message attribute '{name}' must contain non-empty message attribute value for message attribute type '{type}'.");
            if (type.StartsWith("Number", StringComparison.Ordinal) && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            {
                throw new AwsException("InvalidParameterValueException", $"Could not cast message attribute '{name}' value to number.");
            }

            shown[name] = new JsonObject { ["Type"] = type, ["Value"] = value };
        }

        return shown;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,80}\z")]
    private static partial Regex EntryId();
}
