using System.Globalization;
using System.Text;
using Authz.Benchmarks.Results;

namespace Authz.Benchmarks.Charts;

/// <summary>Draws the pictures of benchmarks/README.md from the results files and prints their tables.</summary>
public static class ChartsProgram
{
    private static readonly (string Group, string File, string Title, string Note)[] s_charts =
    [
        ("first-sight", "peers", "First sight of a token, beside the peers", "One RS256 token, key at hand, one thread. Shorter is faster."),
        ("seen-before", "peers", "A token seen before, beside the peers that remember", "The same token again. Shorter is faster."),
        ("http", "http", "HTTP throughput kept", "Requests per second beside the same Kestrel application without authorization. Longer is better."),
        ("routes", "growth", "Growth with routes", "Target and route match for the same ten hot paths among so many routes, beside ten. Five runs."),
        ("issuers", "growth", "Growth with issuers", "Decision on a thousand remembered tokens in turn of so many issuers, beside one. Five runs."),
    ];

    /// <summary>Reads results/ and writes charts/ below <paramref name="folder"/>.</summary>
    public static int Run(string folder)
    {
        foreach ((string group, string file, string title, string note) in s_charts)
        {
            Measurement[] measurements =
                [.. ResultsFile.Read(Path.Combine(folder, "results", file + ".jsonl")).Where(measurement => measurement.Group == group)];
            if (measurements.Length == 0)
            {
                Console.Error.WriteLine($"No results for {group}: run the program that writes results/{file}.jsonl first.");
                return 1;
            }

            File.WriteAllText(Path.Combine(folder, "charts", group + ".svg"), BarChart.Draw(title, note, measurements), new UTF8Encoding(false));
            Console.WriteLine(Table(title, measurements));
        }

        return 0;
    }

    private static string Table(string title, IEnumerable<Measurement> measurements) => string.Join('\n',
        [$"| {title} | |", "|---|---:|", .. measurements.Select(measurement =>
            string.Create(CultureInfo.InvariantCulture, $"| {measurement.Name} | {measurement.Value:#,0.###} {measurement.Unit} |")), ""]);
}
