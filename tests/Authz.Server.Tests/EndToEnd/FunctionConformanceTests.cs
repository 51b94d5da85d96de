using Authz.Testing;

namespace Authz.Server.Tests.EndToEnd;

/// <summary>The suite that every host runs, whole, through the gateway to a function in a process of its own.</summary>
public sealed class FunctionConformanceTests
{
    [SkippableFact]
    public async Task Conforms_Completely()
    {
        await using FunctionConformanceHost host = new();

        Assert.Empty(await new ConformanceSuite().RunAsync(host));
    }
}
