using Authz.Server.Decide;

namespace Authz.Server.Tests.Decide;

public sealed class MappedHeaderChangesTests
{
    private readonly List<string> _lines = [];

    [Fact]
    public void Says_WhatAReloadMapsBesides()
    {
        MappedHeaderChanges changes = new(_lines.Add);

        changes.Look(Define("x-user"));
        changes.Look(Define("x-user"));
        changes.Look(Define());
        Assert.Empty(_lines);
        changes.Look(Define("x-user", "x-role"));

        Assert.StartsWith("warning: mapped are now x-role, x-user as well, of which the proxy's configuration knows nothing", Assert.Single(_lines), StringComparison.Ordinal);
    }

    private static ApiDefinition Define(params string[] mapped) => new()
    {
        Authorizers = new Dictionary<string, AuthorizerDefinition>(),
        Routes = new Dictionary<string, RouteDefinition>
        {
            ["GET /"] = new()
            {
                IsOpen = true,
                Integration = new() { Uri = "http://127.0.0.1:1", RequestParameters = mapped.ToDictionary(name => "overwrite:header." + name, _ => "a") },
            },
        },
    };
}
