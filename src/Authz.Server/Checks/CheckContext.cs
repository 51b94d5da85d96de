using Authz.Definitions.Tree;
using Authz.Import;

namespace Authz.Server.Checks;

/// <summary>The definition under check, and its findings.</summary>
internal sealed class CheckContext
{
    private readonly DefinitionPlaces _places;
    private readonly List<Finding> _findings = [];

    /// <param name="definition">The definition, or what could be read of it.</param>
    /// <param name="tree">Its file's values with their places.</param>
    /// <param name="imported">What was imported.</param>
    public CheckContext(ApiDefinition definition, DefinitionNode tree, ImportedDefinition imported)
    {
        Definition = definition;
        Format = imported.Format;
        StatedOpen = imported.StatedOpen;
        _places = new DefinitionPlaces(tree);
        Routes = [.. definition.Routes.Select(route => Read(route.Key, route.Value)).OfType<CheckedRoute>()];
    }

    public ApiDefinition Definition { get; }

    public DefinitionFormat Format { get; }

    /// <summary>The keys of open routes of which a file of another format says that they are open.</summary>
    public IReadOnlySet<string> StatedOpen { get; }

    /// <summary>The routes with valid keys.</summary>
    public IReadOnlyList<CheckedRoute> Routes { get; }

    public IReadOnlyList<Finding> Findings => _findings;

    public void Report(CheckCode code, string path, string message, string remedy)
    {
        DefinitionProblem located = _places.Locate(new DefinitionProblem(path, Line: 0, Column: 0, message, remedy));
        _findings.Add(new Finding(code.Name, code.Severity, located.Path, located.Line, located.Column, message, remedy)
        {
            File = located.File,
        });
    }

    private static CheckedRoute? Read(string text, RouteDefinition route) =>
        RouteKey.TryParse(text, out RouteKey? key, out _) ? new CheckedRoute(key, JsonPointer.Append("/routes", text), route) : null;
}
