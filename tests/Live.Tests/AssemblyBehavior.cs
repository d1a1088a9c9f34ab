// Tests that drive the clock look at what other tasks have done meanwhile, and some measure the memory of the process: one after the other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
