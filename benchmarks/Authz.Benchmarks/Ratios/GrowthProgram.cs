using System.Globalization;
using Authz.Benchmarks.Fixtures;
using Authz.Benchmarks.Results;

namespace Authz.Benchmarks.Ratios;

/// <summary>How decisions slow down with the size of the API: each size beside the smallest, in alternating rounds, several times.</summary>
public static class GrowthProgram
{
    private const int Repetitions = 5;

    /// <summary>Prints a line of a results file for each size: the median of the ratios, and how far they spread.</summary>
    public static int Run()
    {
        using (RouteFixture few = new(10))
        {
            foreach (int count in (int[])[100, 1_000, 10_000])
            {
                using RouteFixture many = new(count);
                Print("routes", count, many.DecideNext, few.DecideNext);
            }
        }

        using IssuerFixture one = new(1, remembers: true);
        foreach (int count in (int[])[10, 100, 1_000])
        {
            using IssuerFixture many = new(count, remembers: true);
            Print("issuers", count, many.DecideNext, one.DecideNext);
        }

        return 0;
    }

    private static void Print(string group, int size, Func<bool> many, Func<bool> few)
    {
        double[] ratios = [.. Enumerable.Range(0, Repetitions).Select(_ => Pair.Ratio(many, few)).Order()];
        string name = size.ToString("N0", CultureInfo.InvariantCulture);
        string unit = string.Create(CultureInfo.InvariantCulture, $"times as long ({ratios[0]:0.00} to {ratios[^1]:0.00})");
        ResultsFile.Print(new Measurement(group, name, ratios[Repetitions / 2], unit));
    }
}
