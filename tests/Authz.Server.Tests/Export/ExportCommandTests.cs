using System.Text;
using Authz.Import;
using Authz.Server.Tests.Checks;

namespace Authz.Server.Tests.Export;

public sealed class ExportCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("authz-export-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("openapi", DefinitionFormat.OpenApi)]
    [InlineData("cloudformation", DefinitionFormat.CloudFormation)]
    public async Task Writes_AFile_ThatImportsAsTheSameRoutes(string format, DefinitionFormat expected)
    {
        string file = Path.Combine(_folder.FullName, "written.json");
        string source = DefinitionFixtures.FullPath("same/openapi.yaml");

        (int exit, string output, _) = await RunningCommand.RunAsync(
            "export", source, "--format", format, "--output", file, "--parameter", "AWS::Region=eu-west-1", "--parameter", "AWS::AccountId=1");
        (int same, string changes, _) = await RunningCommand.RunAsync("diff", source, file);

        Assert.Equal((0, $"Wrote {file}"), (exit, output.TrimEnd()));
        Assert.Equal(expected, DefinitionImporter.Import(await File.ReadAllBytesAsync(file)).Format);
        Assert.Equal((0, "Nothing changes for any request."), (same, changes.Trim()));
    }

    [Fact]
    public async Task Writes_ToStandardOutput()
    {
        (int exit, string output, _) = await RunningCommand.RunAsync("export", DefinitionFixtures.FullPath("same/authz.yaml"), "--format", "terraform");

        Assert.Equal(0, exit);
        Assert.Contains("\"aws_apigatewayv2_route\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_WhatAwsCannotDo_AtItsPlace_AlsoThatOfAnOverlay()
    {
        string template = await WriteAsync("template.yaml", """
            Resources:
              Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: pets}}
              Route: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /a, AuthorizationType: NONE}}
            """);
        string overlay = await WriteAsync("overlay.yaml", "routes:\n  GET /a:\n    allowEncodedSlash: true\n");
        string own = await WriteAsync("authz.yaml", "routes: {GET /a: {authorizationType: NONE, allowEncodedSlash: true}}\n");

        (int exit, string output, string error) = await RunningCommand.RunAsync("export", template, "--overlay", overlay, "--format", "cloudformation");
        (_, _, string ofOwn) = await RunningCommand.RunAsync("export", own, "--format", "cloudformation");

        Assert.Equal((1, ""), (exit, output));
        Assert.StartsWith($"{overlay}(3,24): error: AWS has no 'allowEncodedSlash' here: ", error, StringComparison.Ordinal);
        Assert.StartsWith($"{own}(1,63): error: /routes/GET ~1a/allowEncodedSlash: AWS has no 'allowEncodedSlash' here: ", ofOwn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_WhatIsMissingOnAws()
    {
        string own = await WriteAsync("authz.yaml", "routes: {GET /a: {authorizationType: NONE}}\n");

        (int exit, _, string error) = await RunningCommand.RunAsync("export", own, "--format", "openapi");

        Assert.Equal(0, exit);
        Assert.StartsWith($"{own}(1,10): note: 'GET /a' has no integration: on AWS it answers 500", error, StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, text, Encoding.UTF8);
        return path;
    }
}
