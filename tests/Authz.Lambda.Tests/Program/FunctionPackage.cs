using System.Diagnostics;
using Authz.Tests;

namespace Authz.Lambda.Tests.Program;

/// <summary>The sample's program in a folder of its own, with a definition beside it: what a deployment package holds.</summary>
internal sealed class FunctionPackage : IDisposable
{
    private static readonly Lazy<string> s_native = new(PublishNative);

    private readonly string _folder = Directory.CreateTempSubdirectory("authz-lambda-").FullName;
    private readonly string _program;
    private readonly string[] _arguments;

    /// <param name="kind"><c>native</c>, which needs clang, or <c>jit</c> for the same program as an ordinary .NET program.</param>
    /// <param name="definition">The JSON text of <c>authz.json</c>.</param>
    public FunctionPackage(string kind, string definition)
    {
        bool isNative = kind == "native";
        CopyFiles(isNative ? s_native.Value : JitFolder(), _folder);
        File.WriteAllText(DefinitionPath, definition);
        _program = isNative ? Path.Combine(_folder, "bootstrap") : "dotnet";
        _arguments = isNative ? [] : [Path.Combine(_folder, "bootstrap.dll")];
    }

    /// <summary>The native program; published by the first who asks, which needs clang and zlib's headers.</summary>
    public static string NativeProgram => Path.Combine(s_native.Value, "bootstrap");

    public string DefinitionPath => Path.Combine(_folder, "authz.json");

    public bool HasSnapshot => Directory.Exists(Path.Combine(_folder, "keys"));

    /// <summary>Takes the library that verifies Ed25519 out of the package.</summary>
    public void RemoveLibsodium()
    {
        foreach (string file in Directory.EnumerateFiles(_folder, "libsodium*", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }
    }

    /// <summary>Starts the program.</summary>
    /// <param name="runtimeApi">The address of the Runtime API; null for none.</param>
    /// <param name="arguments">Its arguments.</param>
    public Process Start(string? runtimeApi, params string[] arguments)
    {
        ProcessStartInfo start = new(_program, [.. _arguments, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = runtimeApi;
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string JitFolder()
    {
        // …/artifacts/bin/Authz.Lambda.Tests/debug/ and …/artifacts/bin/lambda-authorizer/debug/.
        string mine = AppContext.BaseDirectory.TrimEnd('/');
        return Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(mine))!, "lambda-authorizer", Path.GetFileName(mine));
    }

    private static string PublishNative()
    {
        string folder = RepositoryFile.FullPath("artifacts/lambda-native");
        using Process publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", RepositoryFile.FullPath("samples/lambda-authorizer"), "-c", "Release", "--use-current-runtime", "-o", folder,
                "--nologo", "-v", "q",
            ])
        {
            RedirectStandardOutput = true,
        })!;
        string output = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        return publish.ExitCode == 0 ? folder : throw new InvalidOperationException(output);
    }

    private static void CopyFiles(string from, string to)
    {
        IEnumerable<string> files = Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories);
        foreach (string file in files.Where(file => !file.EndsWith(".dbg", StringComparison.Ordinal)))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
