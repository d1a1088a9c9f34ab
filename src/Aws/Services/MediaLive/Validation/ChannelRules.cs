namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>Finds what is wrong with a channel in one respect.</summary>
internal delegate IEnumerable<ValidationFault> ChannelRule(ChannelDraft draft);

/// <summary>The semantic rules of a channel. All are asked, and every fault is told in one answer (422).</summary>
internal static class ChannelRules
{
    /// <summary>The rules in the order in which their faults are told.</summary>
    public static IReadOnlyList<ChannelRule> All { get; } =
    [
        DestinationRules.IdsAreUnique,
        DestinationRules.ReferencesResolve,
        DestinationRules.EachIsUsed,
        DestinationRules.CountFitsThePipelines,
        DestinationRules.PackageNamesAreWellFormed,
        DestinationRules.ListenersHaveGroupsAndPorts,
        GroupRules.SettingsHaveOneMember,
        GroupRules.NamesAreUnique,
        GroupRules.NameModifiersTellOutputsApart,
        GroupRules.KindsRunHere,
        DescriptionRules.NamesAreUnique,
        DescriptionRules.ReferencesResolve,
        DescriptionRules.EachIsUsed,
        DescriptionRules.CodecsFitTheirGroups,
        DescriptionRules.CaptionsAreWellFormed,
        InputRulesOfChannels.EachExistsAndIsFree,
        InputRulesOfChannels.ClassesFit,
        InputRulesOfChannels.NamesAndNumbersAreBounded,
        InputRulesOfChannels.FailoverPairsAreAttached,
        VideoRules.SizesAreGiven,
        VideoRules.PackagesNeedWholeFormats,
        VideoRules.GopsAreWhole,
        VideoRules.GopsFitOneGrid,
        VideoRules.BaselineIsPlain,
        VideoRules.RatesAreOrdered,
        VideoRules.PixelsAreSquare,
        AudioRules.FormatsAreEncodable,
        AudioRules.GainIsNone,
        AudioRules.LanguagesAreTags,
        ArchiveRules.LocationsAreObjects,
        ArchiveRules.OutputsAreContained,
        OtherGroupRules.HlsSettingsAgree,
        OtherGroupRules.SingleProgramOutputs,
        OtherGroupRules.FrameCapturesArePictures,
        OtherGroupRules.NumbersAreBounded,
        SettingRules.EachRunsHere,
    ];

    /// <summary>Everything that is wrong, each thing once.</summary>
    public static IReadOnlyList<ValidationFault> Check(ChannelDraft draft) => [.. All.SelectMany(rule => rule(draft)).Distinct()];
}
