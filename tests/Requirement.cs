using System.Text;

namespace Authz.Tests;

/// <summary>
/// What a test needs beyond the SDK. Where it is absent the test skips and says what is missing; with <c>AUTHZ_REQUIRE_ALL=1</c> it fails,
/// so that a build server cannot pass by skipping.
/// </summary>
internal static class Requirement
{
    private const string RequireAll = "AUTHZ_REQUIRE_ALL";

    /// <summary>Asks for a program on the PATH. Use in a <c>[SkippableFact]</c>.</summary>
    /// <returns>The program's full path.</returns>
    public static string Program(string name)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        string? found = folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Require(found is not null, $"the program '{name}' is not on the PATH");
        return found!;
    }

    /// <summary>Asks for test vectors beside the repository, in <c>../shared/vectors</c> or where <c>AUTHZ_VECTORS</c> says.</summary>
    /// <returns>The folder's full path.</returns>
    public static string Vectors(string name)
    {
        string folder = Path.Combine(
            Environment.GetEnvironmentVariable("AUTHZ_VECTORS") ?? RepositoryFile.FullPath("../shared/vectors"), name);
        Require(Directory.Exists(folder), $"the test vectors '{name}' are not at {folder}");
        return folder;
    }

    /// <summary>Asks for ICU: in the invariant mode of globalization the platform leaves all text as it is.</summary>
    public static void Normalization() =>
        Require("\uFF0F".Normalize(NormalizationForm.FormKC) == "/", "the platform normalises no text, since it runs without ICU");

    /// <summary>Asks for anything else.</summary>
    /// <param name="isMet">Whether it is there.</param>
    /// <param name="problem">What is missing, as the beginning of a sentence.</param>
    public static void Require(bool isMet, string problem)
    {
        if (!isMet)
        {
            Assert.False(Environment.GetEnvironmentVariable(RequireAll) == "1", $"{problem}, and {RequireAll} is set.");
            Skip.If(true, $"{problem}.");
        }
    }
}
