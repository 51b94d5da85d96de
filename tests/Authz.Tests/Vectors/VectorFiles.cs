using System.Text.Json;

namespace Authz.Tests.Vectors;

/// <summary>The test data that others published, in <c>shared/vectors</c> beside the repository.</summary>
internal static class VectorFiles
{
    private const string RequireAll = "AUTHZ_REQUIRE_ALL";

    /// <summary>Where a file or folder of vectors is; skips the test where it is absent, unless everything is required.</summary>
    public static string Find(string path)
    {
        string found = RepositoryFile.FullPath(Path.Combine("..", "shared", "vectors", path));
        if (!Path.Exists(found))
        {
            Assert.False(Environment.GetEnvironmentVariable(RequireAll) == "1", $"{RequireAll} is 1 and there are no vectors at {found}.");
            Skip.If(true, $"There are no vectors at {found}. Put shared/vectors beside the repository to run this test.");
        }

        return found;
    }

    public static JsonElement ReadJson(string path) => JsonElement.Parse(File.ReadAllText(Find(path)));
}
