using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using Authz.Server.Commands;

namespace Authz.Server.Tests.Commands;

/// <summary>Each option stands once, with one value, or the usage is wrong: no value is preferred, and no command fails over it.</summary>
public sealed class OptionCountTests
{
    // Values that the options take which do not take any text.
    private static readonly Dictionary<string, string> s_values = new(StringComparer.Ordinal)
    {
        ["--at"] = "2026-03-01T00:00:00Z",
        ["--client-certificate-header"] = "Client-Cert",
        ["--expires-in"] = "1h",
        ["--ext-authz"] = "https://127.0.0.1:1",
        ["--for"] = "1h",
        ["--forward-auth"] = "https://127.0.0.1:1",
        ["--issued-before"] = "2026-03-01T00:00:00Z",
        ["--request"] = "GET http://127.0.0.1:1/",
        ["--source-ip"] = "192.0.2.7",
    };

    // What the commands need besides, so that nothing else is wrong.
    private static readonly Dictionary<string, string[]> s_needed = new(StringComparer.Ordinal)
    {
        ["decide"] =
        [
            "--ext-authz", "https://127.0.0.1:1", "--forward-auth", "https://127.0.0.1:1", "--proxy", "nginx", "--trusted-proxy", "127.0.0.1",
            "--certificate", "a", "--certificate-key", "a", "--upstream", "http://127.0.0.1:1", "--redis", "redis://a", "--fleet-secret", "a",
        ],
        ["explain"] = ["--request", "GET /a", "--token", "a"],
        ["export"] = ["--format", "openapi"],
        ["revoke"] = ["--redis", "redis://a", "--fleet-secret", "a", "--issuer", "a", "--sub", "a"],
        ["serve"] = ["--trusted-proxy", "127.0.0.1", "--redis", "redis://a", "--fleet-secret", "a"],
        ["token"] =
        [
            "--issuer", "http://127.0.0.1:1", "--client-id", "a", "--client-secret", "a", "--dpop", "a", "--request", "GET http://127.0.0.1:1/",
        ],
    };

    /// <summary>The options that may stand once.</summary>
    public static TheoryData<string, string, string[]> Options() => OptionsWhere(_ => true);

    /// <summary>Those of them that are no flags.</summary>
    public static TheoryData<string, string, string[]> Values() => OptionsWhere(option => option.Arity.MinimumNumberOfValues == 1);

    [Theory]
    [MemberData(nameof(Options))]
    public async Task Rejects_AnOptionThatStandsTwice(string command, string option, string[] args)
    {
        (int exit, _, string error) = await RunningCommand.RunAsync([command, .. args]);

        Assert.Equal(2, exit);
        Assert.Contains($"Option '{option}' expects a single argument but 2 were provided.", error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Rejects_AnOptionWithoutItsValue(string command, string option, string[] args)
    {
        (int exit, _, string error) = await RunningCommand.RunAsync([command, .. args[..^3]]);

        Assert.Equal(2, exit);
        Assert.Contains($"Required argument missing for option: '{option}'.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check", "a.json", "--terms", "--format", "yaml")]
    [InlineData("check", "a.json", "--terms", "--format", "sarif", "--format", "sarif")]
    [InlineData("decide", "a.json", "--forward-auth", "yaml", "--forward-auth", "yaml", "--print", "yaml")]
    public async Task Rejects_ValuesThatNoValidatorMayRead(params string[] args) => Assert.Equal(2, (await RunningCommand.RunAsync(args)).Exit);

    private static TheoryData<string, string, string[]> OptionsWhere(Func<Option, bool> isMeant)
    {
        TheoryData<string, string, string[]> data = [];
        foreach (Command command in AuthzCommand.Create().Subcommands)
        {
            foreach (Option option in command.Options.Where(
                option => option is not HelpOption && option.Arity.MaximumNumberOfValues == 1 && isMeant(option)))
            {
                data.Add(command.Name, option.Name, [.. RestOf(command, option), option.Name, ValueOf(option), option.Name, ValueOf(option)]);
            }
        }

        return data;
    }

    private static IEnumerable<string> RestOf(Command command, Option option) =>
    [
        .. command.Arguments.Select(_ => "a.json"),
        .. s_needed.GetValueOrDefault(command.Name, []).Chunk(2)
            .Where(pair => pair[0] != option.Name && !(pair[0] == "--sub" && option.Name is "--jti" or "--sid"))
            .SelectMany(pair => pair),
    ];

    private static string ValueOf(Option option) => option switch
    {
        _ when s_values.TryGetValue(option.Name, out string? value) => value,
        { ValueType: var type } when type == typeof(bool) => "true",
        { ValueType: var type } when type == typeof(Uri) => "http://127.0.0.1:1",
        _ => option.GetCompletions(CompletionContext.Empty).FirstOrDefault()?.Label ?? "a",
    };
}
