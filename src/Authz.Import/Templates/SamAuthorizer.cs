using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Makes an authorizer of one of SAM's, and refuses what SAM refuses (SAM's ApiGatewayV2Authorizer).</summary>
internal static class SamAuthorizer
{
    private static readonly string[] s_jwtMembers = ["AuthorizationScopes", "IdentitySource", "JwtConfiguration"];

    private static readonly string[] s_configurationMembers = ["audience", "issuer", "Audience", "Issuer"];

    private static readonly string[] s_functionMembers =
    [
        "AuthorizerPayloadFormatVersion", "EnableFunctionDefaultPermissions", "EnableSimpleResponses", "FunctionArn", "FunctionInvokeRole",
        "Identity",
    ];

    private static readonly (string Member, string Prefix)[] s_sources =
    [
        ("Headers", IdentitySource.HeaderPrefix),
        ("QueryStrings", IdentitySource.QueryStringPrefix),
        ("StageVariables", IdentitySource.StageVariablePrefix),
        ("Context", IdentitySource.ContextPrefix),
    ];

    private static readonly string[] s_identityMembers = [.. s_sources.Select(source => source.Member), "ReauthorizeEvery"];

    /// <summary>The authorizer; null, with the problem reported, if it cannot be used.</summary>
    public static DefinitionNode? Build(DefinitionMember authorizer, ImportReport report)
    {
        bool isJwt = authorizer.Value.Get("JwtConfiguration") is not null;
        string subject = isJwt ? $"The JWT authorizer '{authorizer.Name}'" : $"The Lambda authorizer '{authorizer.Name}'";
        if (!KnownMembers.Check(authorizer.Value, subject, report, isJwt ? s_jwtMembers : s_functionMembers))
        {
            return null;
        }

        return isJwt ? BuildJwt(authorizer, subject, report) : BuildLambda(authorizer, subject, report);
    }

    private static DefinitionNode? BuildJwt(DefinitionMember authorizer, string subject, ImportReport report)
    {
        DefinitionNode value = authorizer.Value;
        DefinitionNode? configuration = value.Get("JwtConfiguration");
        if (!KnownMembers.Check(configuration, $"'JwtConfiguration' of '{authorizer.Name}'", report, s_configurationMembers)
            || !KnownMembers.CheckList(value.Get("AuthorizationScopes"), $"'AuthorizationScopes' of '{authorizer.Name}'", report))
        {
            return null;
        }

        Require(value, "IdentitySource", authorizer.NamePosition, subject, report);
        return JwtAuthorizerTree.Build(
            authorizer.NamePosition,
            value.Get("IdentitySource"),
            configuration.Get("issuer") ?? configuration.Get("Issuer"),
            configuration.Get("audience") ?? configuration.Get("Audience"),
            configuration?.Position ?? authorizer.NamePosition);
    }

    private static DefinitionNode? BuildLambda(DefinitionMember authorizer, string subject, ImportReport report)
    {
        DefinitionNode value = authorizer.Value;
        DefinitionNode? identity = value.Get("Identity");
        if (!KnownMembers.Check(identity, $"'Identity' of '{authorizer.Name}'", report, s_identityMembers))
        {
            return null;
        }

        Require(value, "FunctionArn", authorizer.NamePosition, subject, report);
        Require(value, "AuthorizerPayloadFormatVersion", authorizer.NamePosition, subject, report);
        return new LambdaAuthorizerTree(authorizer.NamePosition)
        {
            Function = value.Get("FunctionArn"),
            PayloadFormatVersion = value.Get("AuthorizerPayloadFormatVersion"),
            EnableSimpleResponses = value.Get("EnableSimpleResponses"),
            IdentitySource = identity is null ? null : Sources(identity, report),
            ResultTtl = identity.Get("ReauthorizeEvery"),
        }.Build();
    }

    private static void Require(DefinitionNode value, string member, DefinitionPosition position, string subject, ImportReport report)
    {
        if (value.Get(member) is null)
        {
            report.Refuse(position, $"{subject} has no '{member}', which SAM asks for.", $"Add '{member}'.");
        }
    }

    private static DefinitionNode Sources(DefinitionNode identity, ImportReport report)
    {
        List<DefinitionNode> sources = [];
        foreach ((string member, string prefix) in s_sources)
        {
            DefinitionNode? names = identity.Get(member);
            if (KnownMembers.CheckList(names, $"'{member}'", report))
            {
                sources.AddRange((names?.Items ?? []).Select(name => name.Kind == DefinitionNodeKind.String
                    ? DefinitionNode.String(prefix + name.Text, name.Position)
                    : name));
            }
        }

        return DefinitionNode.List(sources, identity.Position);
    }
}
