using Headwater.Hosts.Platform;
using Headwater.Plans;

namespace Headwater.Hosts.Commands;

/// <summary>Reads the plan that a command runs.</summary>
internal static class PlanLoading
{
    /// <summary>The plan of that file, or a plan without channels when there is none.</summary>
    /// <exception cref="SettingsException">The plan has faults; the message names all of them.</exception>
    public static async Task<PlatformPlan> ReadAsync(string? path)
    {
        if (path is null)
        {
            return new PlatformPlan();
        }

        var faults = PlanFile.Read(await File.ReadAllBytesAsync(path), out var plan);
        return plan ?? throw new SettingsException(string.Join(Environment.NewLine, faults.Select(fault => $"{path}: {fault}")));
    }
}
