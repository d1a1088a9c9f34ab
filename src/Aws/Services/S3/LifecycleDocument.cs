using System.Text.Json.Nodes;
using Headwater.Aws.Calls;
using Headwater.Objects;
using Headwater.Objects.Lifecycle;

namespace Headwater.Aws.Services.S3;

/// <summary>A lifecycle configuration: checked, and made into the store's rules.</summary>
internal static class LifecycleDocument
{
    private const int MostRules = 1000;
    private const int LongestId = 255;
    private const int LeastDaysBeforeInfrequent = 30;

    /// <summary>Reads a configuration.</summary>
    /// <returns>The store's rules, and the document to answer with: as given, and every rule with its id.</returns>
    /// <exception cref="AwsException">What is wrong with it.</exception>
    public static (IReadOnlyList<LifecycleRule> Rules, JsonObject Document) Read(JsonObject configuration)
    {
        var given = configuration.List("Rules").Select(rule => rule.DeepClone().AsObject()).ToArray();
        if (given.Length is 0 or > MostRules)
        {
            throw S3Error.MalformedXml();
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        var rules = new List<LifecycleRule>();
        foreach (var rule in given)
        {
            var id = IdOf(rule, rules.Count);
            if (!ids.Add(id))
            {
                throw S3Error.InvalidArgument("Rule ID must be unique. Found same ID for more than one rule", "ID", id);
            }

            rule["ID"] = id;
            rules.Add(Rule(rule, id));
        }

        return (rules, new JsonObject { ["Rules"] = new JsonArray([.. given]) });
    }

    private static string IdOf(JsonObject rule, int index)
    {
        var id = rule.Text("ID");
        return id?.Length > LongestId
            ? throw S3Error.InvalidArgument($"ID length should not exceed allowed limit of {LongestId}", "ID", id)
            : string.IsNullOrEmpty(id) ? GeneratedId(rule, index) : id;
    }

    // The same document has the same ids, so that putting it twice changes nothing.
    private static string GeneratedId(JsonObject rule, int index) =>
        Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{index}{rule.ToJsonString()}")).AsSpan(0, 36 / 2));

    private static LifecycleRule Rule(JsonObject rule, string id)
    {
        var filter = FilterOf(rule);
        var expiration = rule.Structure("Expiration");
        var noncurrent = rule.Structure("NoncurrentVersionExpiration");
        var abort = rule.Structure("AbortIncompleteMultipartUpload");
        var transitions = rule.List("Transitions").ToArray();
        var noncurrentTransitions = rule.List("NoncurrentVersionTransitions").ToArray();
        if (expiration is null && noncurrent is null && abort is null && transitions.Length == 0 && noncurrentTransitions.Length == 0)
        {
            throw S3Error.InvalidRequest("At least one action needs to be specified in a rule");
        }

        CheckAbort(abort, filter);
        CheckMarkers(expiration, filter);
        var read = new LifecycleRule
        {
            Id = id,
            IsEnabled = rule.Text("Status") switch { "Enabled" => true, "Disabled" => false, _ => throw S3Error.MalformedXml() },
            Filter = filter,
            Expiration = expiration is null || expiration.Flag("ExpiredObjectDeleteMarker") ? null : DueOf(expiration, "Expiration", least: 1),
            RemovesLoneMarkers = expiration?.Flag("ExpiredObjectDeleteMarker") ?? false,
            Transitions = TransitionsOf(transitions, transition => DueOf(transition, "Transition", least: 0), filter),
            NoncurrentExpirationDays = noncurrent is null ? null : Days(noncurrent, "NoncurrentDays", "NoncurrentVersionExpiration", least: 1),
            NoncurrentKept = KeptOf(noncurrent, rule),
            NoncurrentTransitions = TransitionsOf(noncurrentTransitions, transition => new LifecycleDue(Days(transition, "NoncurrentDays", "NoncurrentVersionTransition", least: 0), null), filter, rule),
            AbortUploadDays = abort is null ? null : Days(abort, "DaysAfterInitiation", "AbortIncompleteMultipartUpload", least: 1),
        };
        CheckOrder(read);
        return read;
    }

    private static LifecycleFilter FilterOf(JsonObject rule)
    {
        var filter = rule.Structure("Filter");
        if ((filter is null) == (rule.Text("Prefix") is null))
        {
            throw S3Error.MalformedXml();
        }

        if (filter is null)
        {
            return new LifecycleFilter { Prefix = rule.Text("Prefix")! };
        }

        if (filter.Count > 1)
        {
            throw S3Error.MalformedXml();
        }

        return filter.Structure("And") is { } all
            ? all.List("Tags").Count() + all.Count(member => member.Key != "Tags") > 1 ? Conditions(all, all.List("Tags")) : throw S3Error.MalformedXml()
            : Conditions(filter, filter.Structure("Tag") is { } tag ? [tag] : []);
    }

    private static LifecycleFilter Conditions(JsonObject filter, IEnumerable<JsonObject> tags)
    {
        var (larger, smaller) = (filter.Number("ObjectSizeGreaterThan"), filter.Number("ObjectSizeLessThan"));
        return larger < 0 || smaller < 1 || larger >= smaller
            ? throw S3Error.InvalidRequest("'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.")
            : new LifecycleFilter { Prefix = filter.Text("Prefix") ?? "", Tags = S3Tags.Read(tags, Descriptions.MostTags), LargerThanBytes = larger, SmallerThanBytes = smaller };
    }

    private static void CheckAbort(JsonObject? abort, LifecycleFilter filter)
    {
        if (abort is not null && filter.Tags.Count > 0)
        {
            throw S3Error.InvalidRequest("AbortIncompleteMultipartUpload cannot be specified with Tags.");
        }

        if (abort is not null && (filter.LargerThanBytes ?? filter.SmallerThanBytes) is not null)
        {
            throw S3Error.InvalidRequest("AbortIncompleteMultipartUpload cannot be specified with Object Size.");
        }
    }

    private static void CheckMarkers(JsonObject? expiration, LifecycleFilter filter)
    {
        if (expiration is null || expiration["ExpiredObjectDeleteMarker"] is null)
        {
            return;
        }

        if (expiration.Count > 1 || !expiration.Flag("ExpiredObjectDeleteMarker"))
        {
            throw S3Error.MalformedXml();
        }

        if (filter.Tags.Count > 0)
        {
            throw S3Error.InvalidRequest("ExpiredObjectDeleteMarker cannot be specified with Tags.");
        }
    }

    private static LifecycleDue DueOf(JsonObject action, string name, int least)
    {
        var date = action.Time("Date");
        if ((date is null) == (action["Days"] is null))
        {
            throw S3Error.MalformedXml();
        }

        if (date is { } day && day.UtcDateTime.TimeOfDay != TimeSpan.Zero)
        {
            throw S3Error.InvalidArgument("'Date' must be at midnight GMT", "Date", CanonicalJson.Timestamp(day));
        }

        return date is { } due ? new LifecycleDue(null, due.ToUniversalTime()) : new LifecycleDue(Days(action, "Days", name, least), null);
    }

    private static int Days(JsonObject action, string member, string name, int least) => action.Number(member) switch
    {
        null => throw S3Error.MalformedXml(),
        { } days when days < least => throw S3Error.InvalidArgument(
            least == 0 ? $"'{member}' for {name} action must be nonnegative" : $"'{member}' for {name} action must be a positive integer", member, $"{days}"),
        > int.MaxValue / 1000 => throw S3Error.InvalidArgument($"'{member}' for {name} action is too large", member, $"{action.Number(member)}"),
        { } days => (int)days,
    };

    private static int KeptOf(JsonObject? action, JsonObject rule)
    {
        if (action?.Number("NewerNoncurrentVersions") is not { } kept)
        {
            return 0;
        }

        if (rule.Structure("Filter") is null)
        {
            throw S3Error.InvalidRequest("NewerNoncurrentVersions can only be specified with a Filter element.");
        }

        return kept is >= 1 and <= 100 ? (int)kept : throw S3Error.InvalidArgument("'NewerNoncurrentVersions' must be between 1 and 100", "NewerNoncurrentVersions", $"{kept}");
    }

    private static List<LifecycleTransition> TransitionsOf(JsonObject[] transitions, Func<JsonObject, LifecycleDue> dueOf, LifecycleFilter filter, JsonObject? rule = null)
    {
        var read = new List<LifecycleTransition>();
        foreach (var transition in transitions)
        {
            var storageClass = transition.Text("StorageClass") ?? throw S3Error.MalformedXml();
            var due = dueOf(transition);
            if (storageClass is "STANDARD_IA" or "ONEZONE_IA" && due.Days < LeastDaysBeforeInfrequent)
            {
                throw S3Error.InvalidArgument($"'Days' in Transition action must be greater than or equal to {LeastDaysBeforeInfrequent} for storageClass '{storageClass}'", "Days", $"{due.Days}");
            }

            read.Add(new LifecycleTransition(due, storageClass, rule is null ? 0 : KeptOf(transition, rule)));
        }

        if (read.DistinctBy(transition => transition.StorageClass).Count() != read.Count)
        {
            throw S3Error.InvalidRequest("'StorageClass' must be different for 'Transition' actions in same 'Rule' with prefix '" + filter.Prefix + "'");
        }

        CheckWaterfall(read, filter);
        return read;
    }

    private static void CheckWaterfall(List<LifecycleTransition> transitions, LifecycleFilter filter)
    {
        if (transitions.Exists(transition => transition.Due.Days is null) && transitions.Exists(transition => transition.Due.Days is not null))
        {
            throw S3Error.InvalidRequest($"Found mixed 'Date' and 'Days' based Transition actions in lifecycle rule for prefix '{filter.Prefix}'");
        }

        var downwards = transitions.OrderBy(transition => StorageClasses.DepthOf(transition.StorageClass)).ToArray();
        foreach (var (upper, lower) in downwards.Zip(downwards.Skip(1)))
        {
            var distance = upper.StorageClass is "STANDARD_IA" or "ONEZONE_IA" ? LeastDaysBeforeInfrequent : 1;
            if (lower.Due.Days < upper.Due.Days + distance || lower.Due.Date <= upper.Due.Date)
            {
                throw S3Error.InvalidArgument(
                    $"'Days' in the 'Transition' action for StorageClass '{lower.StorageClass}' for prefix '{filter.Prefix}' must be {(distance == 1 ? "" : $"{distance} days more than ")}{(distance == 1 ? "greater than " : "")}'Days' in the 'Transition' action for StorageClass '{upper.StorageClass}'",
                    "Days", $"{lower.Due.Days}");
            }
        }
    }

    private static void CheckOrder(LifecycleRule rule)
    {
        var prefix = rule.Filter.Prefix;
        if (rule.Expiration is { Days: { } days } && rule.Transitions.Any(transition => transition.Due.Days >= days))
        {
            throw S3Error.InvalidArgument($"'Days' in the Expiration action for prefix '{prefix}' must be greater than 'Days' in the Transition action", "Days", $"{days}");
        }

        if (rule.Expiration is { } expiration && rule.Transitions.Any(transition => (transition.Due.Days is null) != (expiration.Days is null)))
        {
            throw S3Error.InvalidRequest($"Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for prefix '{prefix}'");
        }

        if (rule.Expiration?.Date is { } date && rule.Transitions.Any(transition => transition.Due.Date >= date))
        {
            throw S3Error.InvalidArgument($"'Date' in the Expiration action for prefix '{prefix}' must be later than 'Date' in the Transition action", "Date", CanonicalJson.Timestamp(date));
        }

        if (rule.NoncurrentExpirationDays is { } old && rule.NoncurrentTransitions.Any(transition => transition.Due.Days >= old))
        {
            throw S3Error.InvalidArgument($"'NoncurrentDays' in the NoncurrentVersionExpiration action for prefix '{prefix}' must be greater than 'NoncurrentDays' in the NoncurrentVersionTransition action", "NoncurrentDays", $"{old}");
        }
    }
}
