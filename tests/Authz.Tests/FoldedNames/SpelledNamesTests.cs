using Authz.FoldedNames;
using FsCheck;
using FsCheck.Xunit;

namespace Authz.Tests.FoldedNames;

public sealed class SpelledNamesTests
{
    private static readonly string[] s_all = [.. ProxyHeaders.Names, .. ProxyHeaders.Families];
    private static readonly SpelledNames s_names = new(s_all);

    [Theory]
    [InlineData("FORWARDED", "Forwarded")]
    [InlineData("x_scheme", "X-Scheme")]
    [InlineData("x.scheme", "X-Scheme")]
    [InlineData("X-Schem", null)]
    [InlineData("X-Schemes", null)]
    [InlineData("-Scheme", null)]
    [InlineData("Ŋ", null)]
    [InlineData("\0", null)]
    [InlineData("", null)]
    public void Finds_EverySpelling(string name, string? known) => Assert.Equal(known, s_names.Find(name));

    [Theory]
    [InlineData("x-forwarded-anything", true)]
    [InlineData("X_FORWARDED_", true)]
    [InlineData("X-Forwarded", true)]
    [InlineData("X-Forwar", false)]
    [InlineData("Y-Forwarded-For", false)]
    [InlineData("", false)]
    public void Finds_Beginnings(string name, bool isKnown) => Assert.Equal(isKnown, s_names.Begin(name));

    // What is found by the first letter is what is found by comparing with each.
    [Property(MaxTest = 5_000)]
    public void Finds_WhatComparingWithEachFinds(NonNegativeInt seed, (byte Place, char Character)[] changes, string? rest)
    {
        char[] name = s_all[seed.Get % s_all.Length].ToCharArray();
        foreach ((byte place, char character) in changes.Take(2))
        {
            name[place % name.Length] = character;
        }

        string changed = new string(name) + (seed.Get % 3 == 0 ? rest : "");

        Assert.Equal(s_all.FirstOrDefault(known => HeaderSpelling.AreSame(changed, known)), s_names.Find(changed));
        Assert.Equal(s_all.Any(known => HeaderSpelling.Begins(changed, known)), s_names.Begin(changed));
    }
}
