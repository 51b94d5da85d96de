using Authz.Definitions;
using Authz.Definitions.Tree;
using Authz.Import;

namespace Authz.Testing.Policies.Reading;

/// <summary>Reads a file of cases and its definition, and collects everything that is wrong with either.</summary>
internal sealed class PolicyFileReader(string path, ImportOptions options)
{
    private readonly List<string> _problems = [];

    /// <summary>Every problem as a line, in the files' order.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The cases; null if there are problems.</summary>
    public PolicyFile? Read()
    {
        DefinitionReport report = new();
        DefinitionNode? root = DefinitionImporter.ReadTree(File.ReadAllBytes(path), out IReadOnlyList<DefinitionProblem> unreadable);
        report.AddRange(unreadable);
        string? definitionPath = null;
        DateTimeOffset? at = null;
        IReadOnlyList<PolicyCase> cases = [];
        if (root is not null)
        {
            DefinitionObject file = DefinitionObject.Of("", "", root, report);
            definitionPath = file.String("definition");
            PolicyCaseMapper mapper = new(new DefinitionPlaces(root), report);
            at = mapper.MapTime(file);
            cases = [.. file.ObjectOrList("cases").Select(mapper.Map)];
            file.Finish();
            mapper.Require(file, definitionPath is not null, "definition", "Name the API definition, relative to this file.");
            mapper.Require(file, cases.Count > 0, "cases", "List at least one case with 'request' and 'expect'.");
        }

        Report(path, report.Problems);
        ApiDefinition? definition = definitionPath is null ? null : ReadDefinition(definitionPath);
        return _problems.Count == 0 && definition is not null ? new PolicyFile(definition, at, cases) : null;
    }

    private ApiDefinition? ReadDefinition(string name)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string full = Path.GetFullPath(Path.Combine(folder, name));
        if (!File.Exists(full))
        {
            _problems.Add($"{path}: the definition '{name}' is not at {full}. Name it relative to this file.");
            return null;
        }

        ImportedDefinition imported = DefinitionImporter.Import(
            File.ReadAllBytes(full), options with { Folder = Path.GetDirectoryName(full) });
        Report(full, imported.Problems);
        return imported.Definition;
    }

    private void Report(string file, IReadOnlyList<DefinitionProblem> problems) => _problems.AddRange(problems
        .OrderBy(problem => (problem.Line, problem.Column))
        .Select(problem => problem.ToString(file)));
}
