using System.Text.Json.Serialization;

namespace Headwater.Aws.Services.MediaLive.Documents;

/// <summary>The states of a channel. Those that end in -ing are carried to their end by the reconciler, also after a restart of the process.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChannelState>))]
internal enum ChannelState
{
    [JsonStringEnumMemberName("CREATING")]
    Creating,

    [JsonStringEnumMemberName("CREATE_FAILED")]
    CreateFailed,

    [JsonStringEnumMemberName("IDLE")]
    Idle,

    [JsonStringEnumMemberName("STARTING")]
    Starting,

    [JsonStringEnumMemberName("RUNNING")]
    Running,

    [JsonStringEnumMemberName("RECOVERING")]
    Recovering,

    [JsonStringEnumMemberName("STOPPING")]
    Stopping,

    [JsonStringEnumMemberName("UPDATING")]
    Updating,

    [JsonStringEnumMemberName("UPDATE_FAILED")]
    UpdateFailed,

    [JsonStringEnumMemberName("DELETING")]
    Deleting,

    /// <summary>A tombstone: described with its state, listed no more.</summary>
    [JsonStringEnumMemberName("DELETED")]
    Deleted,
}
