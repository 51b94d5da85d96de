using System.Text.Json;

namespace Authz.Tests.Vectors;

/// <summary>The test data that others published, where it is at hand (<see cref="Requirement.Vectors"/>).</summary>
internal static class VectorFiles
{
    /// <summary>Where a file or folder of vectors is.</summary>
    public static string Find(string path) => Path.Combine(Requirement.Vectors(""), path);

    public static JsonElement ReadJson(string path) => JsonElement.Parse(File.ReadAllText(Find(path)));
}
