using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Authz.Server.Tests.Decide.Printing;

/// <summary>Whatever is printed as YAML can be read as YAML, and says the same there.</summary>
public sealed class PrintedYamlTests
{
    private const string Tools = """
        {
          "authorizers": {
            "idp": {
              "type": "JWT", "jwtConfiguration": { "issuer": "https://id.example.com/", "audience": ["mcp"] },
              "tokenBinding": { "mutualTls": "ALLOWED" }
            }
          },
          "routes": { "POST /mcp": { "authorizer": "idp", "tools": { "get": {} } } }
        }
        """;

    public static TheoryData<string, string, string[]> Cases
    {
        get
        {
            TheoryData<string, string, string[]> cases = [];
            string[] http = ["--forward-auth", "http://[::1]:9001"];
            string[] https = ["--forward-auth", "https://[2001:db8::5]:9001", "--listen", "http://[::1]:8080"];
            foreach (string upstream in (string[])["http://[::1]:5001", "https://[2001:db8::1]", "https://pets.example"])
            {
                cases.Add("envoy", upstream, []);
                cases.Add("envoy", upstream, http);
                cases.Add("envoy", upstream, https);
                cases.Add("envoy", upstream, ["--ext-authz", "https://[::1]:9002"]);
                cases.Add("envoy", upstream, ["--ext-authz", "unix:/run/authz/decide.sock"]);
                cases.Add("traefik", upstream, http);
                cases.Add("traefik", upstream, https);
            }

            cases.Add("httproute", "http://pets:5001", []);
            cases.Add("httproute", "http://true:5001", ["--ext-authz", "http://127.0.0.1:9003"]);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Prints_ReadableYaml(string proxy, string upstream, string[] options)
    {
        string[] definitions =
        [
            PrintedConfiguration.Open,
            .. ((string[])["x-user", "-", "!x", "*x", "&x", "#x", "true", "7", "~", "x_user.id"]).Select(PrintedConfiguration.Mapping),
            .. proxy == "traefik" || options.Contains("--forward-auth") ? Array.Empty<string>() : [Tools],
        ];
        foreach (string definition in definitions)
        {
            string printed = await PrintedConfiguration.PrintAsync(definition, proxy, upstream, options);

            // IPv6 addresses stand in brackets in URLs alone.
            Assert.DoesNotContain(Scalars(Read(printed)), text => text.StartsWith('['));
        }
    }

    [Fact]
    public async Task Prints_IPv6AddressesForEnvoyWithoutBrackets()
    {
        string[] scalars = [.. Scalars(Read(await PrintedConfiguration.PrintAsync(
            PrintedConfiguration.Open, "envoy", "https://[2001:db8::1]", "--ext-authz", "https://[::1]:9002", "--listen", "http://localhost:8080")))];

        Assert.Equal(2, scalars.Count(text => text == "::1"));
        Assert.Equal(2, scalars.Count(text => text == "2001:db8::1"));
        Assert.Equal(2, scalars.Count(text => text == "IP_ADDRESS"));
        Assert.Contains("127.0.0.1", scalars);
        Assert.DoesNotContain("localhost", scalars);
    }

    [Fact]
    public async Task Prints_TheBodyOfToolsBesideTheProtocol()
    {
        YamlMappingNode root = (YamlMappingNode)Read(await PrintedConfiguration.PrintAsync(Tools, "httproute", "http://pets:5001"));
        YamlNode filter = root["spec"]["rules"][0]["filters"][0]["externalAuth"];

        Assert.Equal("GRPC", (string?)filter["protocol"]);
        Assert.True(int.Parse((string)filter["forwardBody"]["maxSize"]!, CultureInfo.InvariantCulture) > 0);
    }

    [Theory]
    [InlineData("envoy", "exact: \"-\"")]
    [InlineData("traefik", "- \"-\"")]
    public async Task Prints_HeadersThatMeanSomethingElseInYaml(string proxy, string line) => Assert.Contains(
        line,
        await PrintedConfiguration.PrintAsync(
            PrintedConfiguration.Mapping("-"), proxy, "http://127.0.0.1:5001", "--forward-auth", "http://127.0.0.1:9001"),
        StringComparison.Ordinal);

    private static YamlNode Read(string text)
    {
        YamlStream stream = new();
        stream.Load(new StringReader(text));
        return Assert.Single(stream.Documents).RootNode;
    }

    private static IEnumerable<string> Scalars(YamlNode node) => node switch
    {
        YamlScalarNode scalar => [scalar.Value ?? string.Empty],
        YamlSequenceNode sequence => sequence.SelectMany(Scalars),
        YamlMappingNode mapping => mapping.SelectMany(pair => Scalars(pair.Key).Concat(Scalars(pair.Value))),
        _ => [],
    };
}
