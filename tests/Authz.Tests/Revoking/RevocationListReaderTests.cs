using System.Text;
using Authz.Revoking;

namespace Authz.Tests.Revoking;

public sealed class RevocationListReaderTests
{
    private const long Now = TestApi.Now;

    [Theory]
    [InlineData("""{"revoked":[]}""", 0)]
    [InlineData("""{"revoked":[{"issuer":"i","jti":"a"},{"issuer":"i","sid":"a"},{"issuer":"i","sub":"a"}]}""", 3)]
    [InlineData("""{"revoked":[{"issuer":"i","jti":"a"},{"issuer":"i","jti":"\u0061"}]}""", 1)]
    [InlineData("""{"revoked":[{"issuer":"i","sub":"a","issuedBefore":1799999999.5,"until":"2030-01-01T00:00:00Z"}]}""", 1)]
    [InlineData("""{"revoked":[{"issuer":"i","jti":"a","until":1600000000}]}""", 0)]
    public void Reads_Entries(string text, int count)
    {
        RevokedSet? set = RevocationListReader.Read(Encoding.UTF8.GetBytes(text), Now, out string? error);

        Assert.Null(error);
        Assert.Equal(count, set!.Count);
    }

    [Fact]
    public void Rounds_TimesUp()
    {
        RevokedSet set = RevocationListReader.Read(
            """{"revoked":[{"issuer":"i","sub":"a","issuedBefore":1799999999.5}]}"""u8, Now, out _)!;
        UInt128 name = RevocationName.Of(new RevocationEntry
        {
            Issuer = "i",
            Claim = RevocationClaim.Subject,
            Value = "a",
            Until = default,
        });

        Assert.True(set.Contains(new RevocationNames(default, default, name, 1_800_000_000), Now));
        Assert.False(set.Contains(new RevocationNames(default, default, name, 1_800_000_001), Now));
    }

    [Theory]
    [InlineData("", "Line 1, column 1: It is not one JSON object")]
    [InlineData("[]", "not one JSON object")]
    [InlineData("{}", "'revoked' is missing")]
    [InlineData("""{"revoked":[]}x""", "not one JSON object")]
    [InlineData("""{"revoked":[],"revoked":[]}""", "not one JSON object")]
    [InlineData("""{"revoked":{}}""", "Only 'revoked' is known here, a list")]
    [InlineData("""{"Revoked":[]}""", "Only 'revoked'")]
    [InlineData("""{"revoked":["a"]}""", "An entry is an object")]
    [InlineData("{\n \"revoked\": [\n  {\"jti\":\"a\"}]}", "Line 3, column 3: The entry has no 'issuer'")]
    [InlineData("""{"revoked":[{"issuer":"i"}]}""", "exactly one of 'jti', 'sid' and 'sub'")]
    [InlineData("""{"revoked":[{"issuer":"i","jti":"a","sub":"b"}]}""", "exactly one of")]
    [InlineData("""{"revoked":[{"issuer":"i","jti":"a","jti":"b"}]}""", "not one JSON object")]
    [InlineData("""{"revoked":[{"issuer":"i","jti":"a","issuedBefore":1}]}""", "'issuedBefore' is for entries with 'sub'")]
    [InlineData("""{"revoked":[{"issuer":"i","jti":""}]}""", "'jti' is a string")]
    [InlineData("""{"revoked":[{"issuer":"i","jti":7}]}""", "'jti' is a string")]
    [InlineData("""{"revoked":[{"issuer":null,"jti":"a"}]}""", "'issuer' is a string")]
    [InlineData("""{"revoked":[{"issuer":"i","sub":"a","until":"soon"}]}""", "'until' is a number of seconds")]
    [InlineData("""{"revoked":[{"issuer":"i","sub":"a","until":-1}]}""", "'until' is a number of seconds")]
    [InlineData("""{"revoked":[{"issuer":"i","sub":"a","until":true}]}""", "'until' is a number of seconds")]
    [InlineData("""{"revoked":[{"issuer":"i","sub":"a","Until":1}]}""", "and nothing else")]
    [InlineData("""{"revoked":[{"issuer":"i","sub":"a","x":{"y":[1]}},{"issuer":"i"}]}""", "exactly one of")]
    public void Refuses_TheWholeFile_AndNamesThePlace(string text, string expected)
    {
        Assert.Null(RevocationListReader.Read(Encoding.UTF8.GetBytes(text), Now, out string? error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_ProblemsBeyondTheFirst()
    {
        string text = $$"""{"revoked":[{{string.Join(',', Enumerable.Repeat("1", 25))}}]}""";
        Assert.Null(RevocationListReader.Read(Encoding.UTF8.GetBytes(text), Now, out string? error));
        Assert.EndsWith("And 5 more.", error, StringComparison.Ordinal);
    }
}
