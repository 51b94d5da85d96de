namespace Authz.Tests.Architecture;

/// <summary>The files of the engine lean on each other in one direction: whoever reads one need not read its users.</summary>
public sealed class FileCircleTests
{
    [Fact]
    public void Engine_HasNoCircleOfFiles()
    {
        SourceFile[] files = SourceFile.In(RepositoryFile.FullPath("src/Authz"));

        Assert.InRange(files.Length, 150, 500);
        Assert.Equal("", string.Join('\n', FindCircles(files)));
    }

    [Theory]
    [InlineData("class A { B b; }", "class B { A a; }")]
    [InlineData("class A : B;", "record B(int X) { public static A? Find() => null; }")]
    [InlineData("class A { string s = $\"{B.Text}\"; }", "static class B { public static string Text => nameof(A); }")]
    [InlineData("class A { void M(int x) => x.Double(); }", "static class B { public static int Double(this int x) => A.Of(x); }")]
    [InlineData("class A { object M() => new List<B>(); }", "enum B { One } static class Bs { static A Of(B b) => new A(); }")]
    public void Finds_ACircle(string one, string other) =>
        Assert.Equal(["One.cs -> Other.cs", "Other.cs -> One.cs"], FindCircles([new("One.cs", one), new("Other.cs", other)]));

    [Fact]
    public void Finds_ACircle_ThroughTheParts_OfAType() => Assert.Equal(
        ["A.cs -> B.cs", "B.cs -> A.cs"],
        FindCircles([new("A.cs", "partial class A { }"), new("A2.cs", "partial class A { B b; }"), new("B.cs", "class B { A a; }")]));

    [Theory]
    [InlineData("class B { /* A */ string s = \"A\"; } // A")]
    [InlineData("class B { string A { get; } int M() => x.A; }")]
    [InlineData("class B { string s = $\"\"\"A {1} \"A\" \"\"\"; char c = '\"'; string? A => @\"A\"\"A\"; }")]
    [InlineData("enum B { A, C }")]
    [InlineData("class B { object M() => new C { A = 1 } is { A: 1 }; }")]
    public void Ignores_WhatIsNotAUse(string other) =>
        Assert.Empty(FindCircles([new("One.cs", "class A { B b; }"), new("Other.cs", other)]));

    // Each arrow that is left when the files that no circle needs are gone.
    private static string[] FindCircles(SourceFile[] files)
    {
        HashSet<(string From, string To)> arrows = FindArrows(files);
        int count;
        do
        {
            count = arrows.Count;
            HashSet<string> users = [.. arrows.Select(arrow => arrow.From)];
            HashSet<string> used = [.. arrows.Select(arrow => arrow.To)];
            arrows.RemoveWhere(arrow => !users.Contains(arrow.To) || !used.Contains(arrow.From));
        }
        while (arrows.Count < count);

        return [.. arrows.Select(arrow => $"{arrow.From} -> {arrow.To}").Order(StringComparer.Ordinal)];
    }

    private static HashSet<(string From, string To)> FindArrows(SourceFile[] files)
    {
        // The parts of a type count as one file, the first.
        Dictionary<string, string> firstOf = files.ToDictionary(file => file.Path, file => file.Path, StringComparer.Ordinal);
        foreach (IGrouping<string, string> parts in ByName(files, file => file.Types))
        {
            foreach (string part in parts)
            {
                firstOf[part] = firstOf[parts.Order(StringComparer.Ordinal).First()];
            }
        }

        ILookup<string, string> typeFiles = ByName(files, file => file.Types);
        ILookup<string, string> methodFiles = ByName(files, file => file.ExtensionMethods);
        return
        [
            .. from file in files
               from used in file.UsedTypes.SelectMany(name => typeFiles[name])
                   .Concat(file.CalledMethods.SelectMany(name => methodFiles[name]))
               where firstOf[file.Path] != firstOf[used]
               select (firstOf[file.Path], firstOf[used]),
        ];
    }

    private static ILookup<string, string> ByName(SourceFile[] files, Func<SourceFile, IEnumerable<string>> namesOf) => files
        .SelectMany(file => namesOf(file).Distinct(StringComparer.Ordinal).Select(name => (Name: name, file.Path)))
        .ToLookup(entry => entry.Name, entry => entry.Path, StringComparer.Ordinal);
}
