using System.Globalization;
using System.Text.Json.Nodes;
using Headwater.Aws.Services.MediaLive.Documents;
using Headwater.Aws.Services.MediaLive.Operations;
using Headwater.Aws.Services.MediaLive.Validation;

namespace Headwater.Aws.Services.MediaLive.Schedule;

/// <summary>The rules of a schedule's change. All are asked, and every fault is told in one answer (422).</summary>
internal static class ScheduleRules
{
    private const int MostActions = 1500;
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(14);

    private static readonly Func<ScheduleDraft, IEnumerable<ValidationFault>>[] Rules =
        [StateAllowsIt, NamesAreUnique, StartsAreOne, TimesAreAhead, FollowersFit, ActionsRunHere, SwitchesStayWhereTheyAre, DeletedExist, DeletedLeaveNoGap, NumberIsBounded];

    /// <summary>Everything that is wrong.</summary>
    public static IReadOnlyList<ValidationFault> Check(ScheduleDraft draft) => [.. Rules.SelectMany(rule => rule(draft))];

    private static IEnumerable<ValidationFault> StateAllowsIt(ScheduleDraft draft) =>
        draft.Channel.State.MaySchedule ? [] : [new("channelId", $"The schedule of channel {draft.Channel.Id} cannot be changed in state {draft.Channel.State.Word}")];

    private static IEnumerable<ValidationFault> NamesAreUnique(ScheduleDraft draft) =>
        Each(draft).Where(create => create.Action.Name.Length == 0 || draft.All.Count(other => other.Name == create.Action.Name) > 1)
            .Select(create => new ValidationFault(create.Path + ".actionName", create.Action.Name.Length == 0 ? "An action needs a name" : $"Action name \"{create.Action.Name}\" is used more than once; an action cannot be changed, only deleted and created"));

    private static IEnumerable<ValidationFault> StartsAreOne(ScheduleDraft draft) =>
        Each(draft).Where(create => create.Action.Start.Present.Count != 1)
            .Select(create => new ValidationFault(create.Path + ".scheduleActionStartSettings", "ScheduleActionStartSettings must contain exactly one property: fixedModeScheduleActionStartSettings, followModeScheduleActionStartSettings, immediateModeScheduleActionStartSettings"));

    private static IEnumerable<ValidationFault> TimesAreAhead(ScheduleDraft draft)
    {
        foreach (var (path, action) in Each(draft).Where(create => create.Action.Start.Child("FixedModeScheduleActionStartSettings") is not null))
        {
            var place = path + ".scheduleActionStartSettings.fixedModeScheduleActionStartSettings.time";
            if (action.FixedTime is not { } time)
            {
                yield return new(place, "The time must be UTC in the form yyyy-mm-ddThh:mm:ss.nnnZ");
            }
            else if (draft.Channel.State.Runs && time < draft.Now + Lead)
            {
                yield return new(place, "The time must be at least 15 seconds ahead while the channel runs");
            }
            else if (time > draft.Now + Farthest)
            {
                yield return new(place, "The time must be at most 14 days ahead");
            }
        }
    }

    private static IEnumerable<ValidationFault> FollowersFit(ScheduleDraft draft)
    {
        foreach (var (path, action) in Each(draft).Where(create => create.Action.Start.Child("FollowModeScheduleActionStartSettings") is not null))
        {
            var place = path + ".scheduleActionStartSettings.followModeScheduleActionStartSettings";
            var point = action.Start.Child("FollowModeScheduleActionStartSettings").Text("FollowPoint");
            var reference = draft.All.FirstOrDefault(other => other.Name == action.Followed && other != action);
            if (reference is null)
            {
                yield return new(place + ".referenceActionName", $"The action \"{action.Followed}\" that is to be followed does not exist");
            }
            else if (reference.Kind != ActionKinds.InputSwitch)
            {
                yield return new(place + ".referenceActionName", "Only an input switch can be followed");
            }
            else if (point == "END")
            {
                yield return new(place + ".followPoint", $"The input of \"{action.Followed}\" is pushed and has no end: only a switch to a file can be followed at its END");
            }

            if (action.Kind is { } kind && !ActionKinds.MayFollow(kind, point))
            {
                yield return new(place + ".followPoint", "An input switch or preparation follows at END, a SCTE-35 action at START or END, and no other action follows");
            }

            if (action.Kind == ActionKinds.InputSwitch && draft.All.Any(other => other != action && other.Kind == ActionKinds.InputSwitch && other.Followed == action.Followed))
            {
                yield return new(place + ".referenceActionName", $"Another input switch follows \"{action.Followed}\" already");
            }
        }
    }

    private static IEnumerable<ValidationFault> ActionsRunHere(ScheduleDraft draft)
    {
        foreach (var (path, action) in Each(draft))
        {
            if (action.Kind is not { } kind)
            {
                yield return new(path + ".scheduleActionSettings", "ScheduleActionSettings must contain exactly one property");
            }
            else if (ActionKinds.Refusal(kind) is { } why)
            {
                var wire = char.ToLowerInvariant(kind[0]) + kind[1..];
                yield return new($"{path}.scheduleActionSettings.{wire}", $"{wire} does not run on this platform: {why}");
            }
        }
    }

    private static IEnumerable<ValidationFault> SwitchesStayWhereTheyAre(ScheduleDraft draft)
    {
        foreach (var (path, action) in Each(draft).Where(create => create.Action.Kind == ActionKinds.InputSwitch))
        {
            var settings = action.Child("ScheduleActionSettings").Child(ActionKinds.InputSwitch);
            var place = path + ".scheduleActionSettings.inputSwitchSettings";
            var target = settings.Text("InputAttachmentNameReference");
            if (draft.Channel.Attachments.All(attachment => attachment.Text("InputAttachmentName") != target))
            {
                yield return new(place + ".inputAttachmentNameReference", $"The channel has no input attachment \"{target}\"");
            }
            else if (target != ChannelAnswer.ActiveAttachment(draft.Channel))
            {
                yield return new(place + ".inputAttachmentNameReference", $"Pipelines cannot switch between inputs on this platform: \"{ChannelAnswer.ActiveAttachment(draft.Channel)}\" stays active");
            }

            if (settings.Child("InputClippingSettings") is not null || settings.Texts("UrlPath").Count > 0)
            {
                yield return new(place, "inputClippingSettings and urlPath are for file inputs, which do not run on this platform");
            }
        }
    }

    private static IEnumerable<ValidationFault> DeletedExist(ScheduleDraft draft) =>
        draft.Deletes.Where(name => draft.Known.All(action => action.Name != name)).Select(name => new ValidationFault("deletes.actionNames", $"Action \"{name}\" does not exist"));

    private static IEnumerable<ValidationFault> DeletedLeaveNoGap(ScheduleDraft draft)
    {
        foreach (var follower in draft.Kept.Where(action => action.Followed is { } followed && draft.Deletes.Contains(followed)))
        {
            yield return new("deletes.actionNames", $"Action \"{follower.Followed}\" is followed by \"{follower.Name}\", which must be deleted with it");
        }

        var latest = draft.Known.Where(action => action.Kind == ActionKinds.InputSwitch && action.FixedTime <= draft.Now).MaxBy(action => action.FixedTime);
        if (draft.Channel.State.Runs && latest is not null && draft.Deletes.Contains(latest.Name))
        {
            yield return new("deletes.actionNames", $"Action \"{latest.Name}\" is the most recent input switch and cannot be deleted while the channel runs");
        }
    }

    private static IEnumerable<ValidationFault> NumberIsBounded(ScheduleDraft draft) =>
        draft.All.Count > MostActions ? [new("creates.scheduleActions", $"A schedule has at most {MostActions} actions")] : [];

    private static IEnumerable<(string Path, JsonObject Action)> Each(ScheduleDraft draft) =>
        draft.Creates.Select((action, index) => (string.Create(CultureInfo.InvariantCulture, $"creates.scheduleActions[{index}]"), action));
}
