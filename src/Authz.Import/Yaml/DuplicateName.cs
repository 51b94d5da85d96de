namespace Authz.Import.Yaml;

/// <summary>A name that occurs twice in an object.</summary>
/// <param name="Object">Where the object begins.</param>
/// <param name="Problem">The problem, unless the object does not matter.</param>
internal sealed record DuplicateName(DefinitionPosition Object, DefinitionProblem Problem);
