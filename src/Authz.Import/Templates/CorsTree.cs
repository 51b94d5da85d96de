using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Makes the tree of cross-origin rules from those of a template, whose names begin with a capital.</summary>
internal static class CorsTree
{
    /// <summary>The rules; null for none. SAM also allows <c>true</c> for every origin, or a single origin.</summary>
    public static DefinitionNode? Build(DefinitionNode? cors, ImportReport report)
    {
        switch (cors)
        {
            case null or { Kind: DefinitionNodeKind.Boolean, Text: "false" }:
                return null;
            case { Kind: DefinitionNodeKind.Boolean }:
                return OneOrigin(DefinitionNode.String("*", cors.Position));
            case { Kind: DefinitionNodeKind.String }:
                return OneOrigin(DefinitionNode.String(cors.Text.Trim('\''), cors.Position));
            case { Kind: DefinitionNodeKind.Unresolved }:
                report.RefuseUnresolved(cors, "'CorsConfiguration'");
                return null;
        }

        DefinitionObjectBuilder rules = new();
        foreach (DefinitionMember member in cors.Members)
        {
            string name = member.Name.Length == 0 ? "" : char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
            DefinitionNode value = name switch
            {
                "maxAge" => member.Value.AsNumber(),
                "allowCredentials" => member.Value.AsBoolean(),
                _ => member.Value.AsStrings(),
            };
            rules.TryAdd(name, member.NamePosition, value);
        }

        return rules.Build(cors.Position);
    }

    /// <summary>The rules of a SAM API, and those of its document that they do not replace.</summary>
    public static DefinitionNode? Merge(DefinitionNode? own, DefinitionNode? document)
    {
        if (own is not { Kind: DefinitionNodeKind.Object } || document is not { Kind: DefinitionNodeKind.Object })
        {
            return own ?? document;
        }

        DefinitionObjectBuilder merged = new();
        foreach (DefinitionMember member in own.Members.Concat(document.Members))
        {
            merged.TryAdd(member.Name, member.NamePosition, member.Value);
        }

        return merged.Build(own.Position);
    }

    private static DefinitionNode OneOrigin(DefinitionNode origin)
    {
        DefinitionObjectBuilder rules = new();
        rules.TryAdd("allowOrigins", origin.Position, DefinitionNode.List([origin], origin.Position));
        return rules.Build(origin.Position);
    }
}
