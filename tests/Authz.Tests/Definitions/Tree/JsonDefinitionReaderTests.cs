using System.Diagnostics;
using System.Text;
using Authz.Definitions;
using Authz.Definitions.Tree;
using FsCheck.Xunit;

namespace Authz.Tests.Definitions.Tree;

public sealed class JsonDefinitionReaderTests
{
    // Far above what a slow machine needs, far below what a pointer for each value takes.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void Serves_EveryKindOfValue_WithItsPlace()
    {
        DefinitionReport report = new();
        DefinitionNode root = JsonDefinitionReader.Read("""{ "n": null, "b": [true, false, -1.50e3, "a\u00e4\"/"], "o": {} }"""u8, report)!;

        Assert.Empty(report.Problems);
        Assert.Equal(["n", "b", "o"], root.Members.Select(member => member.Name));
        Assert.Equal([3, 14, 57], root.Members.Select(member => member.NamePosition.Column));
        Assert.Equal((DefinitionNodeKind.Null, ""), (root.Find("n")!.Value.Kind, root.Find("n")!.Value.Text));
        DefinitionNode list = root.Find("b")!.Value;
        Assert.Equal(["true", "false", "-1.50e3", "aä\"/"], list.Items.Select(item => item.Text));
        Assert.Equal(
            [DefinitionNodeKind.Boolean, DefinitionNodeKind.Boolean, DefinitionNodeKind.Number, DefinitionNodeKind.String],
            list.Items.Select(item => item.Kind));
        Assert.Equal([20, 26, 33, 42], list.Items.Select(item => item.Position.Column));
        Assert.Equal(DefinitionNodeKind.Object, root.Find("o")!.Value.Kind);
        Assert.Null(root.Find("N"));
    }

    [Theory]
    [InlineData("line feed", "{\n\"a\":\n 1}", 3, 2)]
    [InlineData("CR LF", "{\r\n\"a\":\r\n 1}", 3, 2)]
    [InlineData("lone CR is no line end", "{\r\"a\":\r 1}", 1, 9)]
    [InlineData("tab is one column", "{\t\"a\":\t1}", 1, 8)]
    [InlineData("two bytes are two columns", "{\"ä\": 0, \"a\":1}", 1, 15)]
    [InlineData("four bytes are four columns", "{\"🐈\": 0, \"a\":1}", 1, 17)]
    [InlineData("multi-byte text on the line before", "{\"🐈\": \"ä\",\n\"a\":1}", 2, 5)]
    [InlineData("escaped name", "{\"\\u0061\":1}", 1, 11)]
    public void Serves_PlacesInBytes(string description, string json, int line, int column)
    {
        DefinitionNode root = JsonDefinitionReader.Read(Encoding.UTF8.GetBytes(json), new DefinitionReport())!;

        Assert.Equal((description, new DefinitionPosition(line, column)), (description, root.Find("a")!.Value.Position));
    }

    [Theory]
    [InlineData("empty", "", 1, 1)]
    [InlineData("white space", " \n ", 2, 2)]
    [InlineData("comment", "{\n // a\n}", 2, 2)]
    [InlineData("trailing comma", "{\"a\":1,\n}", 2, 1)]
    [InlineData("single quotes", "{'a':1}", 1, 2)]
    [InlineData("cut off", "{\"a\":\n[1", 2, 3)]
    [InlineData("trailing data", "{}\n{}", 2, 1)]
    [InlineData("leading zero", "{\"a\":01}", 1, 7)]
    [InlineData("raw line feed in a string", "{\"ä\":\"b\nc\"}", 1, 9)]
    public void Rejects_InvalidJson_AtItsPlace(string description, string json, int line, int column)
    {
        DefinitionProblem problem = RejectedBy(Encoding.UTF8.GetBytes(json));

        Assert.StartsWith("The file is not JSON: ", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", problem.Message, StringComparison.Ordinal);
        Assert.Equal("Correct it there; comments and trailing commas are not allowed.", problem.Remedy);
        Assert.Equal((description, line, column), (description, problem.Line, problem.Column));
    }

    [Fact]
    public void Rejects_ABadLiteral_WithoutQuotingTheFile() => Assert.Equal(
        "(1,8): The file is not JSON: There is no value. Correct it there; comments and trailing commas are not allowed.",
        RejectedBy("{\"a\":fasle,\n\"b\":1}"u8.ToArray()).ToString());

    [Fact]
    public void Accepts_AByteOrderMark_AndRejectsASecondOne()
    {
        Assert.NotNull(JsonDefinitionReader.Read([0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}'], new DefinitionReport()));
        Assert.StartsWith(
            "(1,1): The file is not JSON", RejectedBy([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}']).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UTF-16", new byte[] { 0xFF, 0xFE, 0x7B, 0x00 }, 1, 1)]
    [InlineData("lone byte", new byte[] { 0x7B, 0x0A, 0x22, 0xC3, 0xA4, 0xE4, 0x22, 0x7D }, 2, 4)]
    [InlineData("overlong", new byte[] { 0x22, 0xC0, 0xAF, 0x22 }, 1, 2)]
    [InlineData("cut off", new byte[] { 0x22, 0xC3 }, 1, 2)]
    public void Rejects_BadUtf8_AtItsPlace(string description, byte[] bytes, int line, int column) => Assert.Equal(
        (description, $"({line},{column}): The file is not UTF-8. Save it as UTF-8."),
        (description, RejectedBy(bytes).ToString()));

    [Fact]
    public void Rejects_MoreThanTenMegabytes()
    {
        byte[] json = new byte[(10 * 1024 * 1024) + 1];
        Array.Fill(json, (byte)' ');
        "{}"u8.CopyTo(json);

        Assert.Equal("(1,1): The definition is larger than 10 MB. Split the API.", RejectedBy(json).ToString());
        Assert.NotNull(JsonDefinitionReader.Read(json.AsSpan(0, json.Length - 1), new DefinitionReport()));
    }

    [Fact]
    public void Rejects_MoreThan64Levels()
    {
        Assert.NotNull(
            JsonDefinitionReader.Read(Encoding.UTF8.GetBytes(new string('[', 64) + new string(']', 64)), new DefinitionReport()));

        DefinitionProblem problem = RejectedBy(Encoding.UTF8.GetBytes(new string('[', 65) + new string(']', 65)));
        Assert.StartsWith("The file is not JSON: ", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", """{"x": {"a": 1, "a": 2}}""", "(1,16) /x/a: 'a' occurs twice; it is already at (1,8). Remove one of the two.")]
    [InlineData("escaped", """{"a": 1, "\u0061": 2}""", "(1,10) /a: 'a' occurs twice; it is already at (1,2). Remove one of the two.")]
    [InlineData("slash in the name", """{"/": 1, "\/": 2}""", "(1,10) /~1: '/' occurs twice; it is already at (1,2). " +
        "Remove one of the two.")]
    public void Rejects_ARepeatedName_WithBothPlaces(string description, string json, string expected)
    {
        DefinitionReport report = new();
        JsonDefinitionReader.Read(Encoding.UTF8.GetBytes(json), report);

        Assert.Equal((description, expected), (description, Assert.Single(report.Problems).ToString()));
    }

    [Theory]
    [InlineData("value", """{"a": "\ud800"}""", "(1,7) /a")]
    [InlineData("name", """{"a": {"\udc00b": 1}}""", "(1,8) /a")]
    public void Rejects_HalfASurrogatePair(string description, string json, string place)
    {
        DefinitionReport report = new();
        JsonDefinitionReader.Read(Encoding.UTF8.GetBytes(json), report);

        Assert.Equal(
            (description, $"{place}: A string has half of a surrogate pair. Write the whole character, or both of its \\u escapes."),
            (description, Assert.Single(report.Problems).ToString()));
    }

    [Theory]
    [InlineData("a long name", 1, 1_000_000, "0")]
    [InlineData("long names", 60, 100_000, "0")]
    [InlineData("repeated names under long ones", 60, 100_000, "{\"a\":0,\"a\":0}")]
    public void Survives_ManyValuesUnderOnePath(string description, int depth, int length, string value)
    {
        string start = string.Concat(Enumerable.Repeat($"{{\"{new string('n', length)}\":", depth));
        string items = string.Join(',', Enumerable.Repeat(value, 45_000));
        byte[] json = Encoding.UTF8.GetBytes($"{start}[{items}]{new string('}', depth)}");
        DefinitionReport report = new();
        Stopwatch watch = Stopwatch.StartNew();

        Assert.NotNull(JsonDefinitionReader.Read(json, report));

        Assert.True(watch.Elapsed < s_patience, $"{description}: {watch.Elapsed}");
        Assert.All(report.Problems, problem => Assert.InRange(problem.Path.Length, 1, 4_000));
    }

    [Fact]
    public void Rejects_ARepeatedName_AtItsPathInLists()
    {
        DefinitionReport report = new();
        JsonDefinitionReader.Read("""[0, {"b": [[], {"c": 1, "d": 2, "c": 3}], "b": "\ud800"}]"""u8, report);

        Assert.Equal(["/1/b/1/c", "/1/b", "/1/b"], report.Problems.Select(problem => problem.Path));
    }

    [Property(MaxTest = 1000)]
    public void Rejects_ArbitraryBytes_WithoutThrowing(byte[] bytes)
    {
        DefinitionReport report = new();
        DefinitionNode? root = JsonDefinitionReader.Read(bytes, report);

        Assert.Equal(root is null, report.Problems.Count > 0);
    }

    [Property(MaxTest = 1000)]
    public void Rejects_ASpoiledSample_WithoutThrowing(int place, byte value)
    {
        byte[] json = File.ReadAllBytes(RepositoryFile.FullPath("samples/pets/authz.json"));
        json[unchecked((uint)place) % json.Length] = value;

        string problems = TestDefinitions.ProblemsOfFile(json);

        Assert.All(
            problems.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            problem => Assert.StartsWith("(", problem, StringComparison.Ordinal));
    }

    private static DefinitionProblem RejectedBy(byte[] utf8)
    {
        DefinitionReport report = new();
        Assert.Null(JsonDefinitionReader.Read(utf8, report));
        return Assert.Single(report.Problems);
    }
}
