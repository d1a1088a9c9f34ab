namespace Headwater.Live.Tests.Sessions;

/// <summary>Tests that measure the whole process, or need its processors: nothing runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
