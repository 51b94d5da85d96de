using System.Globalization;
using Authz.Benchmarks.Fixtures;
using Authz.Remembering;

namespace Authz.Benchmarks.Flood;

/// <summary>
/// Floods the memory of tokens with ten million distinct ones while a hot set stays in use (P9, P10). The signature step is replaced by a
/// stub, here and nowhere else: ten million signatures would take hours and change nothing in what is remembered.
/// </summary>
public static class FloodProgram
{
    private const int Distinct = 10_000_000;
    private const int HotTokens = 1_000;

    // One request in ten is for a token of the hot set.
    private const int FloodPerHot = 9;

    public static int Run()
    {
        long bound = new ApiAuthorizerOptions().RememberedTokenBytes;
        var stub = new UnsignedTokens();
        double perToken = BytesPerToken(stub);
        Console.WriteLine(Invariant($"P9   one remembered token beyond its characters and payload: {perToken:0} B (<= 300)"));
        var remembered = new RememberedTokens(bound);
        Console.WriteLine(Invariant($"bound {Megabytes(bound)}, hot set {HotTokens:N0} tokens, {FloodPerHot} one-off tokens for each hot one"));
        long heapBefore = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine("   distinct     entries    remembered  heap growth      resident   hot hits");

        long hits = 0;
        long asked = 0;
        bool isBounded = true;
        for (int number = 0; number < Distinct; number++)
        {
            stub.Remember(remembered, HotTokens + number);
            if (number % FloodPerHot == 0)
            {
                asked++;
                hits += stub.FindOrRemember(remembered, (int)(asked % HotTokens)) ? 1 : 0;
            }

            if ((number + 1) % (Distinct / 10) == 0)
            {
                // After a collection, so that the garbage of making ten million tokens is not taken for what is remembered.
                long heap = GC.GetTotalMemory(forceFullCollection: true) - heapBefore;
                isBounded &= remembered.Bytes <= bound && heap <= bound;
                Console.WriteLine(Invariant(
                    $"{number + 1,11:N0} {remembered.Count,11:N0} {Megabytes(remembered.Bytes),13} {Megabytes(heap),12} {Megabytes(Environment.WorkingSet),13} {(double)hits / asked,10:P2}"));
            }
        }

        bool isMet = isBounded && perToken <= 300 && (double)hits / asked >= 0.9;
        Console.WriteLine(isMet ? "P10  met" : "P10  NOT MET");
        return isMet ? 0 : 1;
    }

    // What the garbage collector counts, over enough tokens that nothing else matters.
    private static double BytesPerToken(UnsignedTokens stub)
    {
        const int Tokens = 20_000;
        var remembered = new RememberedTokens(1L << 30);
        stub.Remember(remembered, 0);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long content = 0;
        for (int number = 1; number <= Tokens; number++)
        {
            content += stub.Remember(remembered, number);
        }

        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(remembered);
        return (double)(after - before - content) / Tokens;
    }

    private static string Megabytes(long bytes) => Invariant($"{bytes / 1048576.0:N1} MiB");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
