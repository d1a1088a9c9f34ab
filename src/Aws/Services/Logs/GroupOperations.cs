using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Observe.Logs;

namespace Headwater.Aws.Services.Logs;

/// <summary>Operations on groups and their tags.</summary>
internal sealed class GroupOperations(LogStore logs, TimeProvider time)
{
    private const int DefaultPage = 50;
    private const int MostTags = 50;

    private static readonly int[] Retentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    public void Map(OperationMap operations)
    {
        operations.Map<CreateGroupRequest, Nothing>("CreateLogGroup", CreateAsync, (request, context) => On("CreateLogGroup", request.logGroupName, context));
        operations.Map<GroupRequest, Nothing>("DeleteLogGroup", DeleteAsync, (request, context) => On("DeleteLogGroup", request.logGroupName, context));
        operations.Map<DescribeGroupsRequest, DescribeGroupsResponse>("DescribeLogGroups", DescribeAsync);
        operations.Map<RetentionRequest, Nothing>("PutRetentionPolicy", PutRetentionAsync, (request, context) => On("PutRetentionPolicy", request.logGroupName, context));
        operations.Map<GroupRequest, Nothing>("DeleteRetentionPolicy", (request, context) => ChangeAsync(request.logGroupName, group => group with { RetentionDays = null }, context), (request, context) => On("DeleteRetentionPolicy", request.logGroupName, context));
        operations.Map<ProtectionRequest, Nothing>("PutLogGroupDeletionProtection", (request, context) => ChangeAsync(NameOf(request.logGroupIdentifier), group => group with { DeletionProtected = request.deletionProtectionEnabled }, context));
        operations.Map<TagRequest, Nothing>("TagResource", (request, context) => TagAsync(NameOf(request.resourceArn), request.tags, context), (request, _) => new Permission("logs:TagResource", request.resourceArn));
        operations.Map<UntagRequest, Nothing>("UntagResource", (request, context) => UntagAsync(NameOf(request.resourceArn), request.tagKeys, context), (request, _) => new Permission("logs:UntagResource", request.resourceArn));
        operations.Map<ListTagsRequest, ListTagsResponse>("ListTagsForResource", (request, context) => ListTagsAsync(NameOf(request.resourceArn), context), (request, _) => new Permission("logs:ListTagsForResource", request.resourceArn));
        operations.Map<TagGroupRequest, Nothing>("TagLogGroup", (request, context) => TagAsync(request.logGroupName, request.tags, context), (request, context) => On("TagLogGroup", request.logGroupName, context));
        operations.Map<UntagGroupRequest, Nothing>("UntagLogGroup", (request, context) => UntagAsync(request.logGroupName, request.tags, context), (request, context) => On("UntagLogGroup", request.logGroupName, context));
        operations.Map<GroupRequest, ListTagsResponse>("ListTagsLogGroup", (request, context) => ListTagsAsync(request.logGroupName, context), (request, context) => On("ListTagsLogGroup", request.logGroupName, context));
    }

    /// <summary>What a call on a group needs.</summary>
    public static Permission On(string operation, string group, CallContext context) => new($"logs:{operation}", $"{Arn(context, group)}:*");

    /// <summary>ARN of a group.</summary>
    public static string Arn(CallContext context, string group) => context.Arn("logs", $"log-group:{group}");

    /// <summary>Name of the group of a name or an ARN, with or without <c>:*</c>.</summary>
    public static string NameOf(string identifier)
    {
        const string Mark = ":log-group:";
        var at = identifier.StartsWith("arn:", StringComparison.Ordinal) ? identifier.IndexOf(Mark, StringComparison.Ordinal) : -1;
        var name = at < 0 ? identifier : identifier[(at + Mark.Length)..];
        return name.EndsWith(":*", StringComparison.Ordinal) ? name[..^2] : name;
    }

    /// <summary>The group that a call means by name or identifier.</summary>
    public async ValueTask<LogGroup> FindAsync(string? name, string? identifier, CallContext context)
    {
        if (name is null == identifier is null)
        {
            throw LogsFaults.Invalid("Exactly one of logGroupName and logGroupIdentifier must be specified.");
        }

        return await logs.FindGroupAsync(name ?? NameOf(identifier!), context.CancellationToken) ?? throw LogsFaults.NoGroup();
    }

    private async ValueTask<Nothing> CreateAsync(CreateGroupRequest request, CallContext context)
    {
        if (request.kmsKeyId is not null)
        {
            throw LogsFaults.Invalid("kmsKeyId is not supported here");
        }

        if (request.logGroupClass is not (null or "STANDARD"))
        {
            throw LogsFaults.Invalid($"Log group class {request.logGroupClass} is not supported here");
        }

        var group = new LogGroup
        {
            Name = request.logGroupName,
            Created = time.GetUtcNow(),
            Tags = request.tags ?? new(StringComparer.Ordinal),
            DeletionProtected = request.deletionProtectionEnabled ?? false,
        };
        return await logs.TryCreateGroupAsync(group, context.CancellationToken) ? Nothing.Value : throw LogsFaults.Exists("log group");
    }

    private async ValueTask<Nothing> DeleteAsync(GroupRequest request, CallContext context)
    {
        var group = await FindAsync(request.logGroupName, null, context);
        if (group.DeletionProtected)
        {
            throw new AwsException("ValidationException", "The log group is protected against deletion.");
        }

        await logs.RemoveGroupAsync(group.Name, context.CancellationToken);
        return Nothing.Value;
    }

    private async ValueTask<DescribeGroupsResponse> DescribeAsync(DescribeGroupsRequest request, CallContext context)
    {
        if (request is { logGroupNamePrefix: not null, logGroupNamePattern: not null })
        {
            throw LogsFaults.Invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }

        var wanted = request.logGroupIdentifiers?.ConvertAll(NameOf);
        var found = (await logs.ListGroupsAsync(request.logGroupNamePrefix ?? "", request.nextToken, context.CancellationToken)).Where(group =>
            (request.logGroupNamePattern is null || group.Name.Contains(request.logGroupNamePattern, StringComparison.OrdinalIgnoreCase))
            && (request.logGroupClass is null || request.logGroupClass == group.Class)
            && (wanted is null || wanted.Contains(group.Name)));
        var size = request.limit ?? DefaultPage;
        var rest = found.Take(size + 1).ToList();
        var shown = new List<JsonObject>();
        foreach (var group in rest.Take(size))
        {
            shown.Add(await ShowAsync(group, context));
        }

        return new DescribeGroupsResponse(shown, rest.Count > size ? rest[size - 1].Name : null);
    }

    private async ValueTask<JsonObject> ShowAsync(LogGroup group, CallContext context)
    {
        var streams = await logs.ListStreamsAsync(group.Name, "", context.CancellationToken);
        var shown = new JsonObject
        {
            ["logGroupName"] = group.Name,
            ["creationTime"] = group.Created.ToUnixTimeMilliseconds(),
            ["metricFilterCount"] = (await logs.ListFiltersAsync(group.Name, context.CancellationToken)).Count,
            ["arn"] = $"{Arn(context, group.Name)}:*",
            ["logGroupArn"] = Arn(context, group.Name),
            ["storedBytes"] = streams.Sum(stream => logs.Extent(stream).Bytes),
            ["logGroupClass"] = group.Class,
            ["deletionProtectionEnabled"] = group.DeletionProtected,
        };
        if (group.RetentionDays is { } days)
        {
            shown["retentionInDays"] = days;
        }

        return shown;
    }

    private ValueTask<Nothing> PutRetentionAsync(RetentionRequest request, CallContext context) =>
        Retentions.Contains(request.retentionInDays)
            ? ChangeAsync(request.logGroupName, group => group with { RetentionDays = request.retentionInDays }, context)
            : throw LogsFaults.Invalid($"1 validation error detected: Value '{request.retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", Retentions)}]");

    private async ValueTask<Nothing> ChangeAsync(string name, Func<LogGroup, LogGroup> change, CallContext context) =>
        await logs.ChangeGroupAsync(name, change, context.CancellationToken) ? Nothing.Value : throw LogsFaults.NoGroup();

    private ValueTask<Nothing> TagAsync(string name, SortedDictionary<string, string> tags, CallContext context) => ChangeAsync(
        name,
        group =>
        {
            foreach (var (key, value) in tags)
            {
                group.Tags[key] = value;
            }

            return group.Tags.Count <= MostTags ? group : throw new AwsException("TooManyTagsException", $"A resource can have no more than {MostTags} tags.");
        },
        context);

    private ValueTask<Nothing> UntagAsync(string name, List<string> keys, CallContext context) => ChangeAsync(
        name,
        group =>
        {
            keys.ForEach(key => group.Tags.Remove(key));
            return group;
        },
        context);

    private async ValueTask<ListTagsResponse> ListTagsAsync(string name, CallContext context) => new((await FindAsync(name, null, context)).Tags);
}
