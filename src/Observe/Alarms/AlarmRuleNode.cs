namespace Headwater.Observe.Alarms;

/// <summary>A part of a rule over alarms.</summary>
internal abstract record AlarmRuleNode;

/// <summary>Always or never.</summary>
internal sealed record ConstantNode(bool Value) : AlarmRuleNode;

/// <summary>Whether an alarm is in a state.</summary>
internal sealed record StateNode(AlarmState State, string Alarm) : AlarmRuleNode;

/// <summary>The contrary of a part.</summary>
internal sealed record NotNode(AlarmRuleNode Operand) : AlarmRuleNode;

/// <summary>Both parts, or one of them.</summary>
internal sealed record JunctionNode(bool Both, AlarmRuleNode Left, AlarmRuleNode Right) : AlarmRuleNode;
