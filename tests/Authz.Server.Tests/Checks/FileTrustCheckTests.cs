using System.Runtime.Versioning;

namespace Authz.Server.Tests.Checks;

/// <summary>Files that somebody else can change: a finding of <c>check</c>, and a warning of <c>serve</c>.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FileTrustCheckTests : IDisposable
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("authz-trust").FullName;

    public FileTrustCheckTests()
    {
        Write("keys.json", """
            { "keys": [ { "kty": "EC", "crv": "P-256", "kid": "k", "alg": "ES256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
              "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" } ] }
            """);
        Write("authz.json", $$"""
            {
              "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": [
                { "issuer": "https://id.example", "audience": ["a"], "jwksFile": "{{Place("keys.json")}}" } ] } },
              "routes": { "GET /a": {
                "authorizer": "idp", "integration": { "type": "HTTP_PROXY", "uri": "http://127.0.0.1:1" } } }
            }
            """);
        Write("kestrel.json", """{ "Kestrel": { "Endpoints": { "e": { "Url": "http://127.0.0.1:0" } } } }""");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData("nothing", null, null)]
    [InlineData("authz.json", "authz.json:1:1: warning file_writable: Whoever can change {0} decides who gets in. {0} may be written", "{0}")]
    [InlineData("keys.json", "authz.json:3:70: warning file_writable: Whoever can change {0} decides who gets in. {0} may be written", "{0}")]
    [InlineData("kestrel.json", null, "{0}")]
    public async Task Warns_OfAFileThatOthersCanChange(string file, string? finding, string? warning)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Owners are judged on Linux only.");
        if (file != "nothing")
        {
            File.SetUnixFileMode(Place(file), Mine | UnixFileMode.OtherWrite);
        }

        (int exit, string output, _) = await RunningCommand.RunAsync("check", Place("authz.json"));
        Assert.Equal(finding is null ? 0 : 1, exit);
        Assert.Equal(finding is null, !output.Contains("file_writable", StringComparison.Ordinal));
        if (finding is not null)
        {
            Assert.Contains(Place(string.Format(null, finding, Place(file))), output, StringComparison.Ordinal);
        }

        await using RunningCommand serve = RunningCommand.Start("serve", Place("authz.json"), "--kestrel", Place("kestrel.json"));
        await serve.FindLineAsync("Listening on");
        string[] warnings = [.. serve.Error.ToString().Split('\n').Where(line => line.Contains("decides who gets in", StringComparison.Ordinal))];
        Assert.Equal(warning is null ? 0 : 1, warnings.Length);
        if (warning is not null)
        {
            Assert.StartsWith($"authz: warning: Whoever can change {Place(file)} decides", warnings[0], StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task Warns_OfAFileThatADefinitionNames()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Owners are judged on Linux only.");
        Write("serverless.yml", """
            service: pets
            provider:
              name: aws
              httpApi:
                authorizers:
                  idp: ${file(idp.yml)}
            functions:
              a: { handler: a.b, events: [ { httpApi: { method: GET, path: /a, authorizer: idp } } ] }
            """);
        Write("idp.yml", "type: jwt\nidentitySource: $request.header.Authorization\nissuerUrl: https://id.example\naudience: [a]\n");
        File.SetUnixFileMode(Place("idp.yml"), Mine | UnixFileMode.OtherWrite);

        (_, string output, _) = await RunningCommand.RunAsync("check", Place("serverless.yml"));

        Assert.Contains($"file_writable: Whoever can change {Place("idp.yml")} decides who gets in.", output, StringComparison.Ordinal);
    }

    private string Place(string file) => Path.Combine(_folder, file);

    private void Write(string file, string content)
    {
        File.WriteAllText(Place(file), content);
        File.SetUnixFileMode(Place(file), Mine);
    }
}
