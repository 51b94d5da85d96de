using System.Buffers;
using System.Text;
using Authz.Targets;

namespace Authz.Tests.Targets;

public sealed class TargetRulesTests
{
    private static readonly SearchValues<char> s_delimiters = SearchValues.Create("/\\.;%?#");

    public static IEnumerable<object[]> Rows() => TargetRules.All.Select(rule => new object[] { rule.Status.ToString(), rule.Example });

    [Theory]
    [MemberData(nameof(Rows))]
    public void Rejects_TheExampleOfEachRow_ForThatRow(string status, string example) =>
        Assert.Equal(status, CanonicalTarget.Read(example, out _).ToString());

    [Fact]
    public void Accepts_OneRowForEachStatus() =>
        Assert.Equal(
            Enum.GetValues<TargetStatus>().Where(status => status != TargetStatus.Canonical),
            TargetRules.All.Select(rule => rule.Status));

    [Fact]
    public void Rejects_EachRawCharacterOfEachRow_InThePath() =>
        Assert.All(TargetRules.All, rule => Assert.All(rule.Raw, character =>
            Assert.Equal(rule.Status, CanonicalTarget.Read($"/a{character}b", out _))));

    [Fact]
    public void Rejects_EachEncodedCharacterOfEachRow() =>
        Assert.All(TargetRules.All, rule => Assert.All(rule.Encoded.EnumerateRunes(), rune =>
            Assert.Equal(rule.Status, CanonicalTarget.Read($"/a{TargetText.Escape(rune)}b", out _))));

    [Fact]
    public void Rejects_EveryRawCharacter_OutsideThePathsOfRfc3986() =>
        Assert.All(Enumerable.Range(0, 0x10000).Select(code => (char)code).Except(['%']), character =>
        {
            const string Pchar = "-._~!$&'()*+,=:@/?";
            bool isAllowed = char.IsAsciiLetterOrDigit(character) || Pchar.Contains(character, StringComparison.Ordinal);
            Assert.Equal(isAllowed, CanonicalTarget.TryRead($"/a{character}b", out _));
        });

    [SkippableFact]
    public void Rejects_EveryCharacter_ThatNfkcTurnsIntoADelimiter()
    {
        Requirement.Normalization();
        string expected = string.Concat(TargetText.EveryRune()
            .Where(rune => rune.Value > 0x9F && !IsNoncharacter(rune))
            .Where(rune => rune.ToString().Normalize(NormalizationForm.FormKC).AsSpan().ContainsAny(s_delimiters))
            .Select(rune => rune.ToString()));

        Assert.Equal(expected, TargetRules.All.Single(rule => rule.Status == TargetStatus.CompatibilityForm).Encoded);
    }

    [Fact]
    public void Accepts_EveryOtherCharacter_Encoded()
    {
        HashSet<Rune> refused = [.. TargetRules.All.SelectMany(rule => rule.Encoded.EnumerateRunes())];

        Assert.All(TargetText.EveryRune().Where(rune => !refused.Contains(rune)), rune =>
            Assert.Equal(TargetStatus.Canonical, CanonicalTarget.Read($"/a{TargetText.Escape(rune)}b", out _)));
    }

    [Fact]
    public void Serves_TheSameTable_InTheDocumentation()
    {
        string document = RepositoryFile.ReadText("docs/targets-and-routes.md");

        Assert.All(TargetRules.All, rule =>
            Assert.Contains(
                $"| {rule.Status} | {rule.Catches} | {(rule.Example.Length == 0 ? "" : $"`{rule.Example}` ")}|", document,
                StringComparison.Ordinal));
    }

    // ICU normalises no noncharacters; they have no decompositions.
    private static bool IsNoncharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
}
