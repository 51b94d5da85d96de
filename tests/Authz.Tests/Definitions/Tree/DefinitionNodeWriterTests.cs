using System.Text;
using Authz.Definitions;
using Authz.Definitions.Tree;

namespace Authz.Tests.Definitions.Tree;

public sealed class DefinitionNodeWriterTests
{
    [Theory]
    [InlineData("""{"keys":[{"kid":"a\"b","n":-1.50e3,"ext":true,"d":false,"x5c":null,"o":{}}]}""")]
    [InlineData("[]")]
    public void Serves_TheTextThatWasRead(string json)
    {
        DefinitionNode node = JsonDefinitionReader.Read(Encoding.UTF8.GetBytes(json), new DefinitionReport())!;

        Assert.Equal(json.Replace("\\\"", "\\u0022", StringComparison.Ordinal), DefinitionNodeWriter.ToJson(node));
    }
}
