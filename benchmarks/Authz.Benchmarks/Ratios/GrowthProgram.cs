using System.Globalization;
using Authz.Benchmarks.Results;

namespace Authz.Benchmarks.Ratios;

/// <summary>How a decision's cost grows with the API: routes, and issuers of one authorizer.</summary>
public static class GrowthProgram
{
    public static int Run()
    {
        foreach (int routes in (int[])[10, 100, 1_000, 10_000])
        {
            using var fixture = new RouteFixture(routes);
            Print("routes", routes, Timing.Microseconds(fixture.DecideNext));
        }

        foreach (int issuers in (int[])[1, 10, 100, 1_000])
        {
            using var fixture = new IssuerFixture(issuers, remembers: true);
            Print("issuers", issuers, Timing.Microseconds(fixture.DecideNext));
        }

        return 0;
    }

    private static void Print(string group, int size, double microseconds) =>
        ResultsFile.Print(new Measurement(group, size.ToString("N0", CultureInfo.InvariantCulture), microseconds * 1000, "ns"));
}
