namespace Authz.Definitions;
internal static class DefinitionValidator { public static IReadOnlyList<DefinitionProblem> Validate(ApiDefinition d) => []; }
