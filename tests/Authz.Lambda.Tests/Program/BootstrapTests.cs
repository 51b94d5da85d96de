using System.Diagnostics;
using System.Text.Json.Nodes;
using Authz.Lambda.Events;
using Authz.Lambda.Tests.Runtime;
using Authz.Testing;
using Authz.Tests;

namespace Authz.Lambda.Tests.Program;

/// <summary>The program in a process of its own, between a Runtime API and an issuer over loopback HTTP.</summary>
[Collection(nameof(FunctionPackage))]
public sealed class BootstrapTests : IDisposable
{
    private readonly LoopbackIssuer _loopback = new();
    private readonly FakeRuntimeApi _runtime = new();

    private FakeIssuer Issuer => _loopback.Issuer;

    private string Definition => MixedEvents.Definition(Issuer);

    [SkippableTheory]
    [InlineData("native")]
    [InlineData("jit")]
    public async Task Answers_ThousandsOfMixedInvocations_EachCorrectly(string kind)
    {
        const int Rounds = 150;
        using FunctionPackage package = Package(kind, Definition);
        using Process function = package.Start(_runtime.Address);
        Task<string> log = function.StandardOutput.ReadToEndAsync();
        IReadOnlyList<MixedEvent> events = MixedEvents.Create(Issuer, newTokens: 0);

        for (int round = 0; round < Rounds; round++)
        {
            foreach (MixedEvent mixed in events)
            {
                mixed.RequireAnswer(await _runtime.InvokeAsync(mixed.Content));
            }
        }

        await StopAsync(function);
        string[] lines = (await log).TrimEnd('\n').Split('\n');
        Assert.Equal(Rounds * events.Count, lines.Length);
        Assert.All(lines, line => Assert.Equal(1, (int)JsonNode.Parse(line)!["Decisions"]!));
    }

    [SkippableTheory]
    [InlineData("native")]
    [InlineData("jit")]
    public async Task Starts_FromASnapshot_WhileTheIssuerIsDown(string kind)
    {
        using FunctionPackage package = Package(kind, Definition);
        using Process fetch = package.Start(runtimeApi: null, "fetch-keys");
        await fetch.WaitForExitAsync();
        Assert.Equal(0, fetch.ExitCode);
        Assert.True(package.HasSnapshot);
        string token = Issuer.Mint("pets-api", "read");
        _loopback.Stall();

        using Process function = package.Start(_runtime.Address);
        RuntimeAnswer answer = await _runtime.InvokeAsync(About(AuthorizerEventKind.HttpApiV2, token));

        Assert.Equal("Allow", MixedEvent.Summarise(answer));
        await StopAsync(function);
    }

    [SkippableTheory]
    [InlineData("native")]
    [InlineData("jit")]
    public async Task Verifies_Ed25519_ByTheLibraryBesideTheProgram(string kind)
    {
        Issuer.Rotate("EdDSA");
        string token = Issuer.Token("pets-api", "read").Sign(Issuer.FindKey("EdDSA")!);
        using FunctionPackage package = Package(kind, Definition);
        using Process function = package.Start(_runtime.Address);

        Assert.Equal("Allow", MixedEvent.Summarise(await _runtime.InvokeAsync(About(AuthorizerEventKind.HttpApiV2, token))));
        await StopAsync(function);
    }

    [SkippableTheory]
    [InlineData("native")]
    [InlineData("jit")]
    public async Task Serves_OtherKeys_WithoutThatLibrary_AndSaysWhatIsMissing(string kind)
    {
        Issuer.Rotate("EdDSA", "edwards");
        string token = Issuer.Token("pets-api", "read").Sign(Issuer.FindKey("EdDSA")!);
        using FunctionPackage package = Package(kind, Definition);
        package.RemoveLibsodium();
        using Process fetch = package.Start(runtimeApi: null, "fetch-keys");
        string warning = await fetch.StandardError.ReadToEndAsync();
        await fetch.WaitForExitAsync();

        Assert.Equal(0, fetch.ExitCode);
        Assert.Contains(
            "(kid \"edwards\") is not used: it needs libsodium to verify Ed25519 signatures: libsodium cannot be loaded (", warning,
            StringComparison.Ordinal);
        Assert.Contains("Deploy the one that comes with the package NSec.Cryptography.", warning, StringComparison.Ordinal);
        using Process function = package.Start(_runtime.Address);
        Assert.Equal(
            "Allow", MixedEvent.Summarise(await _runtime.InvokeAsync(About(AuthorizerEventKind.HttpApiV2, Issuer.Mint("pets-api", "read")))));
        Assert.NotEqual("Allow", MixedEvent.Summarise(await _runtime.InvokeAsync(About(AuthorizerEventKind.HttpApiV2, token))));
        Assert.Equal(
            "Allow", MixedEvent.Summarise(await _runtime.InvokeAsync(About(AuthorizerEventKind.HttpApiV2, Issuer.Mint("pets-api", "read")))));
        await StopAsync(function);
    }

    [SkippableTheory]
    [InlineData("native")]
    [InlineData("jit")]
    public async Task Fails_AnInvocationPastItsDeadline_AndServesTheNext(string kind)
    {
        using FunctionPackage package = Package(kind, Definition);
        using Process function = package.Start(_runtime.Address);
        string known = Issuer.Mint("pets-api", "read");
        Assert.Equal("Allow", MixedEvent.Summarise(await _runtime.InvokeAsync(About(AuthorizerEventKind.HttpApiV2, known))));
        _loopback.Stall();
        string unknown = Issuer.Token("pets-api", "read").Sign(SigningKey.Create("RS256", "unknown"));

        RuntimeAnswer answer = await _runtime.InvokeAsync(About(AuthorizerEventKind.HttpApiV2, unknown), TimeSpan.FromMilliseconds(550));

        Assert.Equal("error Authz.deadline", MixedEvent.Summarise(answer));
        Assert.Equal("Allow", MixedEvent.Summarise(await _runtime.InvokeAsync(About(AuthorizerEventKind.HttpApiV2, known))));
        await StopAsync(function);
    }

    [SkippableTheory]
    [InlineData("native")]
    [InlineData("jit")]
    public async Task Continues_AfterAFreeze(string kind)
    {
        using FunctionPackage package = Package(kind, Definition);
        using Process function = package.Start(_runtime.Address);
        byte[] content = About(AuthorizerEventKind.RestToken, Issuer.Mint("pets-api", "read"));
        Assert.Equal("Allow", MixedEvent.Summarise(await _runtime.InvokeAsync(content)));

        Signal(function, "STOP");
        Task<RuntimeAnswer> answer = _runtime.InvokeAsync(content);
        Signal(function, "CONT");

        Assert.Equal("Allow", MixedEvent.Summarise(await answer));
        await StopAsync(function);
    }

    [SkippableTheory]
    [InlineData("native")]
    [InlineData("jit")]
    public async Task Reports_ToLambda_WhyItCannotStart(string kind)
    {
        using FunctionPackage package = Package(kind, """{ "routes": { "GET /pets": { "authorizer": "idp" } } }""");
        using Process function = package.Start(_runtime.Address);

        RuntimeAnswer error = await _runtime.InitializationError;

        Assert.Equal("Authz.initialization", error.ErrorType);
        Assert.Contains("There is no authorizer 'idp'.", error.Body, StringComparison.Ordinal);
        await function.WaitForExitAsync();
        Assert.Equal(1, function.ExitCode);
    }

    [SkippableTheory]
    [InlineData("native", """{ "routes": { "GET /pets": { "authorizer": "idp" } } }""", "There is no authorizer 'idp'.")]
    [InlineData("jit", """{ "routes": { "GET /pets": { "authorizer": "idp" } } }""", "There is no authorizer 'idp'.")]
    [InlineData("native", null, "cannot be read")]
    [InlineData("jit", null, "cannot be read")]
    public async Task Names_TheDefinition_WhenItsKeysCannotBeFetched(string kind, string? definition, string problem)
    {
        using FunctionPackage package = Package(kind, definition ?? "{}");
        if (definition is null)
        {
            File.Delete(package.DefinitionPath);
        }

        using Process fetch = package.Start(runtimeApi: null, "fetch-keys");
        string error = await fetch.StandardError.ReadToEndAsync();
        await fetch.WaitForExitAsync();

        Assert.Equal(2, fetch.ExitCode);
        string line = Assert.Single(error.TrimEnd().Split('\n'));
        Assert.StartsWith(package.DefinitionPath, line, StringComparison.Ordinal);
        Assert.Contains(problem, line, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("native")]
    [InlineData("jit")]
    public async Task Exits_With1_WhenTheIssuerCannotBeReached(string kind)
    {
        using FunctionPackage package = Package(kind, Definition);
        _loopback.Dispose();

        using Process fetch = package.Start(runtimeApi: null, "fetch-keys");
        string output = await fetch.StandardOutput.ReadToEndAsync();
        await fetch.WaitForExitAsync();

        Assert.Equal(1, fetch.ExitCode);
        Assert.Contains($"{Issuer.Issuer}: ", output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("native")]
    [InlineData("jit")]
    public async Task Exits_WhenTheRuntimeApiIsGone(string kind)
    {
        using FunctionPackage package = Package(kind, Definition);
        using Process function = package.Start(_runtime.Address);
        await _runtime.InvokeAsync(About(AuthorizerEventKind.HttpApiV2, "x"));

        _runtime.Dispose();

        await function.WaitForExitAsync();
        Assert.Equal(1, function.ExitCode);
    }

    [SkippableFact]
    public async Task Needs_NoNewerGlibcThanLambdaHas()
    {
        Requirement.Program("clang");
        string objdump = Requirement.Program("objdump");
        using Process process = Process.Start(
            new ProcessStartInfo(objdump, ["-T", FunctionPackage.NativeProgram]) { RedirectStandardOutput = true })!;
        string symbols = await process.StandardOutput.ReadToEndAsync();

        Version[] versions =
            [.. symbols.Split("GLIBC_").Skip(1).Select(text => Version.Parse(text[..text.IndexOf(')', StringComparison.Ordinal)]))];

        Assert.NotEmpty(versions);
        Assert.InRange(versions.Max()!, new Version(2, 0), new Version(2, 34));
    }

    [SkippableFact]
    public void Is_SmallerThan15Megabytes()
    {
        Requirement.Program("clang");

        Assert.InRange(new FileInfo(FunctionPackage.NativeProgram).Length, 1, 15_000_000);
    }

    public void Dispose()
    {
        _loopback.Dispose();
        _runtime.Dispose();
    }

    private static FunctionPackage Package(string kind, string definition)
    {
        if (kind == "native")
        {
            Requirement.Program("clang");
        }

        return new FunctionPackage(kind, definition);
    }

    private static byte[] About(AuthorizerEventKind kind, string token) =>
        EventDocument.For(kind, "GET /pets", "GET", "/pets", token).ToUtf8();

    private static void Signal(Process process, string signal)
    {
        using Process kill = Process.Start("kill", ["-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!;
        kill.WaitForExit();
    }

    private static async Task StopAsync(Process function)
    {
        Signal(function, "TERM");
        await function.WaitForExitAsync();
        Assert.Equal(0, function.ExitCode);
    }
}
