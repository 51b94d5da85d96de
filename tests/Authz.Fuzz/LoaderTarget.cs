using System.Text;
using Authz.Import;

namespace Authz.Fuzz;

/// <summary>
/// Imports a definition: the input's text, in a folder with one file, <c>included.yaml</c>, whose text follows a line <c>%%%%</c>. What
/// is accepted must be accepted again in our own format; what is not must have a problem.
/// </summary>
internal static class LoaderTarget
{
    private static readonly string s_folder = Directory.CreateTempSubdirectory("authz-fuzz-").FullName;

    private static ReadOnlySpan<byte> Separator => "\n%%%%\n"u8;

    public static bool IsImported(byte[] input)
    {
        ReadOnlySpan<byte> text = input;
        int end = text.IndexOf(Separator);
        string included = Path.Combine(s_folder, "included.yaml");
        if (end >= 0)
        {
            File.WriteAllBytes(included, text[(end + Separator.Length)..].ToArray());
            text = text[..end];
        }
        else
        {
            File.Delete(included);
        }

        ImportedDefinition imported = DefinitionImporter.Import(text, new ImportOptions
        {
            Folder = s_folder,
            Parameters = new Dictionary<string, string> { ["Pool"] = "eu-west-1_1", ["AWS::Region"] = "eu-west-1" },
        });
        if (imported.Definition is null == (imported.Problems.Count == 0))
        {
            throw new InvalidOperationException($"{imported.Problems.Count} problems, but definition is {(imported.Definition is null ? "null" : "there")}");
        }

        if (imported.Definition is { } definition
            && !ApiDefinitionReader.TryRead(ApiDefinitionWriter.Write(definition), out _, out IReadOnlyList<DefinitionProblem> problems))
        {
            throw new InvalidOperationException($"Accepted, but not in our own format: {problems[0]}");
        }

        return imported.Definition is not null;
    }
}
