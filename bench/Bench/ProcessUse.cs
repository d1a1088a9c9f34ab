using System.Globalization;

namespace Headwater.Bench;

/// <summary>What the kernel says a process used.</summary>
internal static class ProcessUse
{
    private const double TicksPerSecond = 100;

    /// <summary>CPU seconds of a process and, optionally, of its living children.</summary>
    public static double CpuSeconds(int processId, bool withChildren)
    {
        var own = Of(processId);
        if (withChildren)
        {
            foreach (var child in ChildrenOf(processId))
            {
                own += CpuSeconds(child, withChildren: true);
            }
        }

        return own;
    }

    /// <summary>Resident memory in MiB.</summary>
    public static double ResidentMebibytes(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    public static IEnumerable<int> ChildrenOf(int processId) =>
        File.ReadAllText($"/proc/{processId}/task/{processId}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Concat(Directory.GetDirectories($"/proc/{processId}/task").Where(task => !task.EndsWith($"/{processId}", StringComparison.Ordinal))
                .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Select(text => int.Parse(text, CultureInfo.InvariantCulture))
            .Distinct()
            .ToList();

    private static double Of(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
