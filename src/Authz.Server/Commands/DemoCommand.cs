using System.CommandLine;
using Authz.Server.Demo;
using Authz.Testing;

namespace Authz.Server.Commands;

/// <summary><c>authz demo</c>: issuer, backend and gateway in one process, and their answers to good and bad requests.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        Option<bool> once = new("--once") { Description = "Exits after the table: with 0 if every answer was as expected, else with 1." };
        Command command = new("demo", "Shows decisions on real requests against an issuer, a backend and a gateway of its own.") { once };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            DemoRun.ReadExpectations(),
            parsed.GetValue(once),
            CommandConsole.Of(parsed),
            cancellationToken));
        return command;
    }

    public static async Task<int> RunAsync(
        IReadOnlyDictionary<string, DemoExpectation> expectations,
        bool once,
        CommandConsole console,
        CancellationToken cancellationToken)
    {
        await using DemoServers servers = await DemoServers.StartAsync(cancellationToken);
        using DemoClient client = new(servers.Gateway.Address);
        FakeIssuer issuer = servers.Issuer.Issuer;
        IReadOnlyList<string> surprises =
            await DemoRun.RunAsync(DemoCases.Create(issuer), expectations, client, console.Output, cancellationToken);
        if (surprises.Count > 0)
        {
            foreach (string surprise in surprises)
            {
                console.ReportTrouble($"surprise: {surprise}");
            }

            return ExitCode.Refused;
        }

        if (!once)
        {
            await WriteCurlLinesAsync(issuer, servers.Gateway.Address, console.Output);
            await servers.Gateway.WaitForShutdownAsync(cancellationToken);
        }

        return ExitCode.Done;
    }

    private static Task WriteCurlLinesAsync(FakeIssuer issuer, string gateway, TextWriter output) => output.WriteLineAsync($"""
        Still running. Try it from another shell (the tokens live for an hour):

        READER={issuer.Mint(DemoDefinition.Audience, "pets:read")}
        WRITER={issuer.Mint(DemoDefinition.Audience, "pets:write pets:admin")}
        curl -i {gateway}/health
        curl -i {gateway}/pets
        curl -i -H "Authorization: Bearer $READER" {gateway}/pets/7
        curl -i -H "Authorization: Bearer $READER" -X POST {gateway}/pets
        curl -i -H "Authorization: Bearer $WRITER" -X POST {gateway}/pets
        curl -i -H "Authorization: Bearer $READER" -H "Accept: application/problem+json" -X POST {gateway}/pets
        curl -i -X POST {issuer.Issuer}control/rotate

        Ctrl+C stops it.
        """);
}
