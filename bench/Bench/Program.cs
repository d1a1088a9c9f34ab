using Headwater.Bench;

var benches = new Dictionary<string, (string What, Func<Task> Run)>
{
    ["views"] = ("packaging throughput of each view and allocations, beside ffmpeg's own remuxing", ViewsBench.RunAsync),
    ["ladder"] = ("CPU of a 3-rung channel over the same ladder in bare ffmpeg", LadderBench.RunAsync),
    ["publishers"] = ("CPU of 1, 10 and 100 passthrough publishers, beside nginx-rtmp writing HLS", PublishersBench.RunAsync),
    ["latency"] = ("glass to glass in Chromium with hls.js, passthrough and transcoded", LatencyBench.RunAsync),
    ["memory"] = ("resident memory after 2 and after 10 minutes of a ladder channel with a reader", MemoryBench.RunAsync),
};
if (args.Length != 1 || !benches.TryGetValue(args[0], out var bench))
{
    Console.Error.WriteLine("bench NAME, one of:");
    foreach (var (name, (what, _)) in benches)
    {
        Console.Error.WriteLine($"  {name,-12}{what}");
    }

    return 2;
}

Console.WriteLine($"{args[0]}: {bench.What}; {Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the start");
await bench.Run();
return 0;
