namespace Authz.Benchmarks.Suites;

/// <summary>Holds a benchmark to its verdict before it is measured.</summary>
internal static class Verdict
{
    public static void MustBe(bool isRight)
    {
        if (!isRight)
        {
            throw new InvalidOperationException("What is to be measured gives the wrong verdict.");
        }
    }
}
