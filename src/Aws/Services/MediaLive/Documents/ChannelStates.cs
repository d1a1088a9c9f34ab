using System.Text.Json;
using Headwater.Aws.Calls;

namespace Headwater.Aws.Services.MediaLive.Documents;

/// <summary>What may be done to a channel in which state.</summary>
internal static class ChannelStates
{
    extension(ChannelState state)
    {
        /// <summary>The wire's word.</summary>
        public string Word => JsonSerializer.SerializeToElement(state, CanonicalJson.Options).GetString()!;

        /// <summary>Whether its pipelines should run.</summary>
        public bool Runs => state is ChannelState.Starting or ChannelState.Running or ChannelState.Recovering;

        /// <summary>Whether it can be started.</summary>
        public bool MayStart => state is ChannelState.Idle;

        /// <summary>Whether it can be stopped.</summary>
        public bool MayStop => state.Runs;

        /// <summary>Whether its settings can be changed.</summary>
        public bool MayUpdate => state is ChannelState.Idle or ChannelState.UpdateFailed;

        /// <summary>Whether its class can be changed.</summary>
        public bool MayUpdateClass => state is ChannelState.Idle;

        /// <summary>Whether it can be deleted.</summary>
        public bool MayDelete => state is ChannelState.Idle or ChannelState.CreateFailed or ChannelState.UpdateFailed;

        /// <summary>Whether its schedule can be changed.</summary>
        public bool MaySchedule => state is ChannelState.Idle || state.Runs;
    }
}
