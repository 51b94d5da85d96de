using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Authz.Tests;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Authz.AspNetCore.Tests.Moving;

/// <summary>Each change that the move of an application needs is announced, by docs/jwtbearer.md or by the compiler.</summary>
public sealed class MoveTests : IDisposable
{
    private const string Folder = "tests/Authz.AspNetCore.Tests/Moving";

    private static readonly string s_page = RepositoryFile.ReadText("docs/jwtbearer.md");

    private readonly string _folder = Directory.CreateTempSubdirectory("authz-move").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Compiler_TellsEachChange_BeyondThePagesNames()
    {
        string renamed = Rename(RepositoryFile.ReadText($"{Folder}/Before/Shop.cs"));
        string[] before = renamed.Split('\n');
        (int Line, string Text)[] all = await CompileAsync(renamed);
        (int Line, string Text)[] told = [.. all.DistinctBy(one => one.Line)];

        Assert.Equal(
            ["BackchannelTimeout", "JwtBearerHandler", "RefreshInterval", "RequireHttpsMetadata", "SecurityToken", "SecurityTokenExpiredException"],
            told.Select(one => Regex.Match(before[one.Line - 1], @"BackchannelTimeout|RefreshInterval|RequireHttpsMetadata|JwtBearerHandler|SecurityTokenExpiredException|SecurityToken").Value).Order(StringComparer.Ordinal));
        Assert.All(
            all.Where(one => one.Text.Contains("CS0619", StringComparison.Ordinal)),
            one => Assert.Matches("Remove|Read ", one.Text));

        // What was told is all that differs, but for lists of namespaces.
        string[] after = RepositoryFile.ReadText($"{Folder}/After/Shop.cs").Split('\n');
        string[] changed = [.. before.Where(line => !line.StartsWith("using ", StringComparison.Ordinal)).Except(after)];
        Assert.Equal(told.Select(one => before[one.Line - 1]).Order(StringComparer.Ordinal), changed.Order(StringComparer.Ordinal));
        Assert.Empty(await CompileAsync(string.Join('\n', after)));
    }

    [Theory]
    [InlineData(typeof(JwtBearerOptions), typeof(JwtAuthorizerOptions))]
    [InlineData(typeof(JwtBearerEvents), typeof(JwtAuthorizerEvents))]
    public void Page_HasEachMember_AndSaysWhatItIs(Type theirs, Type ours)
    {
        foreach (PropertyInfo member in theirs.GetProperties(BindingFlags.Public | BindingFlags.Instance).DistinctBy(member => member.Name))
        {
            PropertyInfo[] own = [.. ours.GetProperties().Where(one => one.Name == member.Name)];
            switch (StatusOf(member.Name))
            {
                case "same":
                    Assert.True(own.Length > 0 && own.All(one => one.GetCustomAttribute<ObsoleteAttribute>() is null), member.Name);
                    break;
                case "compiler":
                    Assert.True(Assert.Single(own).GetCustomAttribute<ObsoleteAttribute>() is { IsError: true, Message.Length: > 20 }, member.Name);
                    break;
                default:
                    Assert.Fail($"{theirs.Name}.{member.Name} is not in the table.");
                    break;
            }
        }
    }

    // That the others are refused at start is TokenValidationRulesTests' to show.
    [Fact]
    public void Page_HasEachTokenValidationParameter()
    {
        foreach (PropertyInfo member in typeof(TokenValidationParameters).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            Assert.True(StatusOf(member.Name, s_page[s_page.IndexOf("## Token validation parameters", StringComparison.Ordinal)..]) is "same" or "start", member.Name);
        }
    }

    [Theory]
    [InlineData(typeof(Microsoft.AspNetCore.Authentication.JwtBearer.MessageReceivedContext))]
    [InlineData(typeof(Microsoft.AspNetCore.Authentication.JwtBearer.TokenValidatedContext))]
    [InlineData(typeof(Microsoft.AspNetCore.Authentication.JwtBearer.AuthenticationFailedContext))]
    [InlineData(typeof(JwtBearerChallengeContext))]
    [InlineData(typeof(Microsoft.AspNetCore.Authentication.JwtBearer.ForbiddenContext))]
    public void Page_HasEachMemberOfAContext(Type theirs)
    {
        foreach (PropertyInfo member in theirs.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            Assert.True(StatusOf($"{theirs.Name}.{member.Name}") is "same" or "compiler", member.Name);
        }
    }

    [Fact]
    public void Page_NamesReasonsThatExist()
    {
        MatchCollection rows = Regex.Matches(s_page, @"^\| `(SecurityToken\w+)` \| `RefusalReason\.(\w+)`", RegexOptions.Multiline);

        Assert.True(rows.Count > 5);
        Assert.All(rows, row =>
        {
            Assert.NotNull(typeof(SecurityTokenException).Assembly.GetType($"Microsoft.IdentityModel.Tokens.{row.Groups[1].Value}"));
            Assert.True(Enum.TryParse<RefusalReason>(row.Groups[2].Value, out _), row.Value);
        });
    }

    // The second column of a member's row.
    private static string? StatusOf(string member, string? page = null) =>
        Regex.Match(page ?? s_page, $@"^\| `{Regex.Escape(member)}` \| (\w+) \|", RegexOptions.Multiline) is { Success: true } row ? row.Groups[1].Value : null;

    private static string Rename(string source)
    {
        string table = s_page[..s_page.IndexOf("In the tables", StringComparison.Ordinal)];
        foreach (Match row in Regex.Matches(table, @"^\| `([^`]+)` \| `([^`]+)` \|$", RegexOptions.Multiline).OrderByDescending(row => row.Groups[1].Length))
        {
            source = source.Replace(row.Groups[1].Value, row.Groups[2].Value, StringComparison.Ordinal);
        }

        return source.Replace("Shops.Before", "Shops.After", StringComparison.Ordinal);
    }

    // With the compiler of this SDK, against everything but JwtBearer.
    private async Task<(int Line, string Text)[]> CompileAsync(string source)
    {
        string file = Path.Combine(_folder, "Shop.cs");
        await File.WriteAllTextAsync(file, source);
        await File.WriteAllTextAsync(Path.Combine(_folder, "Usings.cs"), """
            global using System;
            global using System.Collections.Generic;
            global using System.Linq;
            global using System.Net.Http;
            global using System.Threading;
            global using System.Threading.Tasks;
            """);
        IEnumerable<string> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) != "Microsoft.AspNetCore.Authentication.JwtBearer.dll")
            .Select(path => $"-r:\"{path}\"");
        await File.WriteAllLinesAsync(Path.Combine(_folder, "arguments"), [
            "-nologo", "-target:library", "-nullable:enable", "-langversion:latest", "-nowarn:CS0436,CS1701,CS1702,CS8632,CS8019", "-out:\"" + Path.Combine(_folder, "shop.dll") + '"',
            .. references, "\"" + file + "\"", "\"" + Path.Combine(_folder, "Usings.cs") + "\""]);
        using Process compiler = Process.Start(new ProcessStartInfo("dotnet", ["exec", FindCompiler(), "@" + Path.Combine(_folder, "arguments")])
        {
            RedirectStandardOutput = true,
        })!;
        string output = await compiler.StandardOutput.ReadToEndAsync();
        await compiler.WaitForExitAsync();
        return
        [
            .. Regex.Matches(output, @"Shop\.cs\((\d+),\d+\): ((?:error|warning) .*)").Select(match => (int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), match.Groups[2].Value)),
        ];
    }

    // Beside the runtime that runs this: dotnet/shared/Microsoft.NETCore.App/VERSION.
    private static string FindCompiler()
    {
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        return Directory.EnumerateFiles(Path.Combine(dotnet, "sdk"), "csc.dll", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == "bincore")
            .Order(StringComparer.Ordinal)
            .Last();
    }
}
