using Authz.Server.Gateway.Stages;
using Spectre.Console;

namespace Authz.Server.Gateway.Operation;

/// <summary>The gateway's lines at start.</summary>
internal static class GatewayBanner
{
    public static void Write(TextWriter output, IEnumerable<string> addresses, string? healthAddress, string? metricsAddress, RunningApi running)
    {
        GatewayApi api = running.Current;
        IAnsiConsole console = PlainConsole.Create(output);
        console.Write(CreateRoutes(api));
        if (api.Stages.All.Any(stage => stage.Prefix.Length > 0 || stage.Hosts.Count > 0))
        {
            console.Write(CreateStages(api));
        }

        IReadOnlyList<IssuerKeyStatus> issuers = running.Authorizer.Issuers;
        if (issuers.Count > 0)
        {
            console.Write(CreateIssuers(issuers));
        }

        if (healthAddress is not null)
        {
            output.WriteLine($"Health on {healthAddress}/livez and {healthAddress}/readyz");
        }

        if (metricsAddress is not null)
        {
            output.WriteLine($"Metrics on {metricsAddress}{MetricsHost.Path}");
        }

        // Last, so that a program waiting for this line has seen the others.
        output.WriteLine($"Listening on {string.Join(" and ", addresses)} ({api.Definition.Name ?? "unnamed API"})");
    }

    private static Table CreateRoutes(GatewayApi api)
    {
        Table table = PlainConsole.CreateTable("Route", "Authorizer", "Scopes", "Backend");
        foreach (ApiRoute route in api.Authorizer.Routes)
        {
            table.AddRow(
                Markup.Escape(route.Key.Text),
                Markup.Escape(DescribeAccess(route.Definition)),
                Markup.Escape(DescribeScopes(route.Definition)),
                Markup.Escape(api.Stages.All[0].Routes[route.Index].Integration.Description));
        }

        return table;
    }

    private static Table CreateStages(GatewayApi api)
    {
        Table table = PlainConsole.CreateTable("Stage", "Path", "Variables");
        foreach (GatewayStage stage in api.Stages.All)
        {
            string variables = string.Join(", ", stage.Variables.Select(variable => $"{variable.Key}={variable.Value}"));
            table.AddRow(Markup.Escape(stage.Name), Markup.Escape(DescribePlace(stage)), Markup.Escape(variables));
        }

        return table;
    }

    private static string DescribePlace(GatewayStage stage) =>
        stage.Hosts.Count > 0 ? string.Join(", ", stage.Hosts.Select(host => host + "/")) : stage.Prefix + "/";

    private static string DescribeAccess(RouteDefinition route) =>
        route.IsOpen ? "NONE (open)"
        : route.RequiresIam ? "AWS_IAM (closed here)"
        : route.AllowsAnonymous ? $"{route.Authorizer} (open: no token required)"
        : route.Authorizer!;

    private static string DescribeScopes(RouteDefinition route)
    {
        string any = string.Join(" or ", route.AuthorizationScopes);
        string all = string.Join(" and ", route.AllScopes);
        return any.Length > 0 && all.Length > 0 ? $"({any}) and {all}" : any + all;
    }

    private static Table CreateIssuers(IReadOnlyList<IssuerKeyStatus> issuers)
    {
        Table table = PlainConsole.CreateTable("Issuer", "Keys from", "State");
        foreach (IssuerKeyStatus issuer in issuers)
        {
            string state = issuer.IsUsable
                ? string.Join(", ", issuer.Keys.Select(key => $"{string.Join('/', key.Algorithms)} {key.KeyId}"))
                : $"no keys: {issuer.LastError}";
            table.AddRow(Markup.Escape(issuer.Issuer), Markup.Escape(issuer.KeySource), Markup.Escape(state));
        }

        return table;
    }
}
