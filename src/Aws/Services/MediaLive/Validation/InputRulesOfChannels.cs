using Headwater.Aws.Services.MediaLive.Documents;

namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>Rules about the inputs a channel is attached to.</summary>
internal static class InputRulesOfChannels
{
    private const int MostInputs = 20;
    private const int MostPushInputs = 2;
    private const int MostSelectors = 32;

    public static IEnumerable<ValidationFault> EachExistsAndIsFree(ChannelDraft draft)
    {
        foreach (var (path, attachment) in draft.Attachments)
        {
            var id = attachment.Text("InputId") ?? "";
            if (!draft.Inputs.TryGetValue(id, out var input))
            {
                yield return new(path + ".inputId", $"Input \"{id}\" does not exist");
            }
            else if (input.Channel is { } other && other != draft.Channel.Id)
            {
                yield return new(path + ".inputId", $"Input \"{id}\" is already attached to channel {other}");
            }
        }
    }

    public static IEnumerable<ValidationFault> ClassesFit(ChannelDraft draft) =>
        draft.Attachments.Where(attachment => draft.Channel.IsStandard && draft.Inputs.TryGetValue(attachment.Value.Text("InputId") ?? "", out var input) && !input.IsStandard)
            .Select(attachment => new ValidationFault(attachment.Path + ".inputId", $"A STANDARD channel needs STANDARD inputs, but input \"{attachment.Value.Text("InputId")}\" is SINGLE_PIPELINE"));

    public static IEnumerable<ValidationFault> NamesAndNumbersAreBounded(ChannelDraft draft)
    {
        if (draft.Attachments.Count > MostInputs)
        {
            yield return new("inputAttachments", $"A channel has at most {MostInputs} inputs");
        }

        // Every type that runs here is a push type.
        if (draft.Attachments.Count(attachment => draft.Inputs.ContainsKey(attachment.Value.Text("InputId") ?? "")) > MostPushInputs)
        {
            yield return new("inputAttachments", $"A channel has at most {MostPushInputs} push inputs");
        }

        foreach (var twice in draft.Attachments.GroupBy(attachment => attachment.Value.Text("InputAttachmentName")).Where(names => names.Key is not null && names.Count() > 1))
        {
            yield return new(twice.Last().Path + ".inputAttachmentName", $"Input attachment name \"{twice.Key}\" is used more than once");
        }

        foreach (var twice in draft.Attachments.GroupBy(attachment => attachment.Value.Text("InputId")).Where(ids => ids.Count() > 1))
        {
            yield return new(twice.Last().Path + ".inputId", $"Input \"{twice.Key}\" is attached more than once");
        }

        if (draft.Attachments.Sum(attachment => attachment.Value.Child("InputSettings").Children("AudioSelectors").Count + attachment.Value.Child("InputSettings").Children("CaptionSelectors").Count) > MostSelectors)
        {
            yield return new("inputAttachments", $"A channel has at most {MostSelectors} audio and caption selectors");
        }
    }

    public static IEnumerable<ValidationFault> FailoverPairsAreAttached(ChannelDraft draft)
    {
        var order = draft.Attachments.Select(attachment => attachment.Value.Text("InputId")).ToList();
        for (var index = 0; index < draft.Attachments.Count; index++)
        {
            var (path, attachment) = draft.Attachments[index];
            if (attachment.Child("AutomaticInputFailoverSettings").Text("SecondaryInputId") is not { } secondary)
            {
                continue;
            }

            var place = order.IndexOf(secondary);
            if (place < 0)
            {
                yield return new(path + ".automaticInputFailoverSettings.secondaryInputId", $"The secondary input \"{secondary}\" is not attached to the channel");
            }
            else if (place <= index)
            {
                yield return new(path + ".automaticInputFailoverSettings.secondaryInputId", "The primary input of a failover pair must be attached before the secondary input");
            }
            else if (draft.Inputs.GetValueOrDefault(secondary)?.Type != draft.Inputs.GetValueOrDefault(order[index] ?? "")?.Type)
            {
                yield return new(path + ".automaticInputFailoverSettings.secondaryInputId", "Both inputs of a failover pair must be of the same type");
            }
        }
    }
}
