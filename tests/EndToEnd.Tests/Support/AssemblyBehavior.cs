// The host runs on Linux only, and so do its tests.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

// Every test wants the whole machine: what it measures is how real clients play while nothing else runs.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
