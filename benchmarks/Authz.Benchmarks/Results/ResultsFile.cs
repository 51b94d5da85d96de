using System.Text.Json;

namespace Authz.Benchmarks.Results;

/// <summary>A file with one measurement a line, appended to by every program that takes part in a run.</summary>
public static class ResultsFile
{
    /// <summary>The measurements of a file, in its order; none where the file is not there.</summary>
    public static IReadOnlyList<Measurement> Read(string path) => !File.Exists(path)
        ? []
        : [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<Measurement>(line)!)];

    /// <summary>Prints a measurement as a line of a results file.</summary>
    public static void Print(Measurement measurement) => Console.WriteLine(JsonSerializer.Serialize(measurement));
}
