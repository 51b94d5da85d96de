using System.Text;
using System.Text.Json;
using Authz.Definitions;
using Authz.Definitions.Mapping;
using Authz.Definitions.Tree;

namespace Authz.Tests.Definitions.Mapping;

public sealed class ObjectFormatTests
{
    private static readonly ObjectFormat<Sample> s_format = new ObjectFormat<Sample>("sample", "A sample.", new Sample())
        .Text("title", "Its title.", sample => sample.Title, (sample, title) => sample with { Title = title }, isRequired: true)
        .Time("age", "Its age.", sample => sample.Age, (sample, age) => sample with { Age = age }, new ValueRange(1, 60, "The age"));

    [Fact]
    public void Reads_WhatTheFileSays() =>
        Assert.Equal(new Sample("a", TimeSpan.FromSeconds(7)), Read("""{ "age": 7, "title": "a" }""", new DefinitionReport()));

    [Fact]
    public void Keeps_WhatTheFileDoesNotSay() => Assert.Equal(new Sample(), Read("{}", new DefinitionReport()));

    [Fact]
    public void Reports_AnUnknownProperty_AndWhatIsMeant()
    {
        DefinitionReport report = new();

        Read("""{ "titel": "a" }""", report);

        DefinitionProblem problem = Assert.Single(report.Problems);
        Assert.Equal("'titel' is not a property here.", problem.Message);
        Assert.Equal("Did you mean 'title'?", problem.Remedy);
    }

    [Fact]
    public void Reports_AValueOutOfRange_WhereItStands()
    {
        DefinitionReport report = new();

        s_format.CheckRanges("/samples/x", new Sample("a", TimeSpan.FromSeconds(61)), report);

        DefinitionProblem problem = Assert.Single(report.Problems);
        Assert.Equal("/samples/x/age", problem.Path);
        Assert.Equal("The age is out of range.", problem.Message);
    }

    [Fact]
    public void Writes_WhatIsSet_InTheOrderOfTheList()
    {
        Assert.Equal("""{"title":"a","age":7}""", Written(writer => s_format.Write(writer, new Sample("a", TimeSpan.FromSeconds(7)))));
        Assert.Equal("{}", Written(writer => s_format.Write(writer, new Sample())));
    }

    [Fact]
    public void Describes_EveryProperty() => Assert.Equal(
        """
        {"description":"A sample.","type":"object","properties":{"title":{"description":"Its title.","type":"string"},
        "age":{"description":"Its age.","type":"integer","minimum":1,"maximum":60}},"additionalProperties":false,"required":["title"]}
        """.ReplaceLineEndings(""),
        Written(writer =>
        {
            writer.WriteStartObject();
            s_format.WriteSchema(writer);
            writer.WriteEndObject();
        }));

    private static Sample Read(string json, DefinitionReport report) => s_format.Read(
        DefinitionObject.Of("x", "/samples/x", JsonDefinitionReader.Read(Encoding.UTF8.GetBytes(json), report)!, report));

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed record Sample(string? Title = null, TimeSpan? Age = null);
}
