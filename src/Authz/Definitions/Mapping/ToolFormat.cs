namespace Authz.Definitions.Mapping;

/// <summary>The format of a tool of a route.</summary>
internal static class ToolFormat
{
    public static readonly ObjectFormat<ToolDefinition> Tool = new ObjectFormat<ToolDefinition>(
            "tool", "What a tool asks of a token, beyond what its route asks for.", new ToolDefinition())
        .Texts(
            "authorizationScopes", "Scopes of which the token must have at least one.",
            tool => tool.AuthorizationScopes, (tool, scopes) => tool with { AuthorizationScopes = scopes })
        .Texts(
            "allScopes", "Scopes of which the token must have every one.",
            tool => tool.AllScopes, (tool, scopes) => tool with { AllScopes = scopes })
        .Property(
            ConditionFormat.Name, "What must hold of token and request besides, as of a route.",
            ConditionFormat.Reference,
            (file, tool) => tool with { Condition = ConditionFormat.Read(file) },
            (writer, tool) => ConditionFormat.Write(writer, tool.Condition));
}
