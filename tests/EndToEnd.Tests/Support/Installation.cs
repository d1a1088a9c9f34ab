using System.Runtime.InteropServices;

namespace Headwater.EndToEnd.Tests.Support;

/// <summary>Where the built program and the repository are.</summary>
internal static class Installation
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory);

    /// <summary>The host as it was built beside these tests, with the same configuration.</summary>
    public static string Headwater { get; } = Path.Combine(Output.Parent!.Parent!.FullName, "Headwater", Output.Name, "headwater.dll");

    /// <summary>The repository's folder.</summary>
    public static string Repository { get; } = Output.Parent!.Parent!.Parent!.Parent!.FullName;

    /// <summary>The dotnet program that runs this.</summary>
    public static string Dotnet { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    /// <summary>How long proofs that read streams read; HEADWATER_E2E_SECONDS makes them longer.</summary>
    public static TimeSpan ReadingTime { get; } = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("HEADWATER_E2E_SECONDS"), out var seconds) ? seconds : 10);
}
