using System.Globalization;

namespace Authz.Benchmarks.Ratios;

/// <summary>One figure beside what it is to be.</summary>
/// <param name="Id">The target's id.</param>
/// <param name="What">What is measured.</param>
/// <param name="Figure">The measured figure.</param>
/// <param name="Bound">The target.</param>
/// <param name="IsMinimum">Whether the figure is to be at least the bound, instead of at most.</param>
public sealed record Target(string Id, string What, double Figure, double Bound, bool IsMinimum = false)
{
    public bool IsMet => IsMinimum ? Figure >= Bound : Figure <= Bound;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Id,-4} {What,-78} {Figure,9:0.###}   {(IsMinimum ? ">=" : "<=")} {Bound,-7:0.###} {(IsMet ? "met" : "NOT MET")}");
}
