namespace Headwater.Aws.Services.MediaLive.Validation;

/// <summary>One thing that is wrong with a channel or a schedule.</summary>
/// <param name="ElementPath">Where, in the wire's words, such as <c>outputGroups[0].outputs[1].videoDescriptionName</c>; below <c>encoderSettings</c> without that word.</param>
/// <param name="Message">What, and how to mend it.</param>
internal sealed record ValidationFault(string ElementPath, string Message);
