using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Headwater.Documents.Sqlite;

namespace Headwater.Documents.Tests.Support;

/// <summary>
/// This program as several writers that somebody kills: writer w commits its step n to <c>first/w</c>, <c>second/w</c> and <c>step/w-n</c>
/// in one commit and removes the step that is <see cref="StepsKept"/> older, then prints w and n.
/// </summary>
internal static class KilledWriter
{
    public const int Writers = 4;
    public const int StepsKept = 5;
    private const string Variable = "HEADWATER_DOCUMENTS_TEST_WRITER";

    public static Process Start(string path)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Headwater.Documents.Tests.dll")]) { RedirectStandardOutput = true };
        start.Environment[Variable] = path;
        return Process.Start(start)!;
    }

    public static string StepId(int writer, long step) => string.Create(CultureInfo.InvariantCulture, $"{writer}-{step:D12}");

#pragma warning disable CA2255 // The test program has an entry point of its own; as the child it must not reach it.
    [ModuleInitializer]
    internal static void Run()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } path)
        {
            // The initializer holds up every other thread that enters this module, so the writers run on this one alone.
            Write(path);
            Environment.Exit(0);
        }
    }

    private static void Write(string path)
    {
        var store = SqliteDocumentStore.Open(path);
        using var acknowledged = Console.OpenStandardOutput();
        var steps = Enumerable.Range(0, Writers).Select(writer => Last(store, writer)).ToArray();
        while (true)
        {
            // All at once, so that they share a transaction, and each acknowledged as soon as it is done.
            var commits = steps.Select((_, writer) => store.TryCommitAsync(Step(writer, ++steps[writer]), CancellationToken.None).AsTask()).ToArray();
            for (var writer = 0; writer < Writers; writer++)
            {
                if (!commits[writer].GetAwaiter().GetResult())
                {
                    throw new InvalidOperationException("A step was there before.");
                }

                acknowledged.Write([.. BitConverter.GetBytes((long)writer), .. BitConverter.GetBytes(steps[writer])]);
            }
        }
    }

    private static long Last(SqliteDocumentStore store, int writer) =>
        store.FindAsync(new("first", $"{writer}"), CancellationToken.None).AsTask().GetAwaiter().GetResult() is { } found
            ? long.Parse(found.Content.Span, CultureInfo.InvariantCulture)
            : 0;

    private static List<DocumentWrite> Step(int writer, long step)
    {
        var content = Encoding.UTF8.GetBytes(step.ToString(CultureInfo.InvariantCulture));
        List<DocumentWrite> writes =
        [
            new(new("first", $"{writer}"), content, null),
            new(new("step", StepId(writer, step)), content, 0),
            new(new("second", $"{writer}"), content, null),
        ];
        if (step > StepsKept)
        {
            writes.Add(new(new("step", StepId(writer, step - StepsKept)), null, null));
        }

        return writes;
    }
}
