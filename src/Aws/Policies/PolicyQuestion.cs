namespace Headwater.Aws.Policies;

/// <summary>May somebody do something to something.</summary>
/// <param name="Action">Such as <c>s3:GetObject</c>; by any case.</param>
/// <param name="Resource">The ARN, or <c>*</c> when the action has no resource.</param>
/// <param name="Asker">Who asks.</param>
/// <param name="Keys">What conditions and variables may look at.</param>
public sealed record PolicyQuestion(string Action, string Resource, PolicyAsker Asker, ConditionKeys Keys);
