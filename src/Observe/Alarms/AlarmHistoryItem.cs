namespace Headwater.Observe.Alarms;

/// <summary>Something that happened to an alarm.</summary>
/// <param name="AlarmName">The alarm.</param>
/// <param name="AlarmType"><c>MetricAlarm</c> or <c>CompositeAlarm</c>.</param>
/// <param name="Timestamp">When.</param>
/// <param name="HistoryItemType"><c>ConfigurationUpdate</c>, <c>StateUpdate</c> or <c>Action</c>.</param>
/// <param name="HistorySummary">For a person; 1 to 255 characters.</param>
/// <param name="HistoryData">For a program: JSON.</param>
public sealed record AlarmHistoryItem(string AlarmName, string AlarmType, DateTimeOffset Timestamp, string HistoryItemType, string HistorySummary, string HistoryData);
