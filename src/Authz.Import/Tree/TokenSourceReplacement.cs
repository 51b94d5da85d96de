using Authz.Definitions;

namespace Authz.Import.Tree;

/// <summary>
/// Puts other issuers and audiences in place of those of a file's JWT authorizers, which may not exist yet. What the file
/// says of the replaced issuer's tenants and keys goes with it.
/// </summary>
internal static class TokenSourceReplacement
{
    private const string Authorizers = "authorizers";
    private const string JwtConfiguration = "jwtConfiguration";
    private const string Issuer = "issuer";

    private static readonly string[] s_ofIssuer =
    [
        "tenants", "metadataUri", "jwksUri", "jwksFile", "jwks", "insecureHttpHosts", "trustedCertificatesFile", "jwksBearerTokenFile",
    ];

    public static DefinitionNode Apply(DefinitionNode tree, ImportOptions options, ImportReport report)
    {
        if (options.Issuers.Count + options.Audiences.Count == 0)
        {
            return tree;
        }

        DefinitionNode? authorizers = tree.Get(Authorizers);
        string[] jwt = [.. (authorizers?.Members ?? []).Where(member => member.Value.Get(JwtConfiguration) is not null).Select(member => member.Name)];
        foreach (string name in options.Issuers.Keys.Concat(options.Audiences.Keys).Distinct(StringComparer.Ordinal).Except(jwt))
        {
            report.Refuse(
                tree.Position,
                $"There is no JWT authorizer '{name}' whose issuer or audience could be replaced.",
                NearestName.Find(name, jwt) is { } meant ? $"Did you mean '{meant}'?"
                    : jwt.Length > 0 ? $"There is {string.Join(", ", jwt.Select(known => $"'{known}'"))}." : "The file has none.");
        }

        return authorizers is null ? tree : tree.With(Authorizers, DefinitionNode.Object(
            authorizers.Members.Select(member => member with { Value = Replace(member.Name, member.Value, options, report) }),
            authorizers.Position));
    }

    private static DefinitionNode Replace(string name, DefinitionNode authorizer, ImportOptions options, ImportReport report)
    {
        string? issuer = options.Issuers.GetValueOrDefault(name);
        IReadOnlyList<string>? audience = options.Audiences.GetValueOrDefault(name);
        if ((issuer is null && audience is null) || authorizer.Get(JwtConfiguration) is not { } written)
        {
            return authorizer;
        }

        DefinitionNode configuration = written is { Kind: DefinitionNodeKind.List, Items: [DefinitionNode only] } ? only : written;
        if (configuration.Kind != DefinitionNodeKind.Object)
        {
            report.Refuse(
                configuration.Position, $"'{name}' has several issuers, of which none can be replaced alone.", "Replace an authorizer of one.");
            return authorizer;
        }

        if (issuer is not null)
        {
            configuration = DefinitionNode
                .Object(configuration.Members.Where(member => !s_ofIssuer.Contains(member.Name)), configuration.Position)
                .With(Issuer, DefinitionNode.String(issuer, configuration.Position));
        }

        if (audience is not null)
        {
            configuration = configuration.With("audience", DefinitionNode.List(
                audience.Select(value => DefinitionNode.String(value, configuration.Position)), configuration.Position));
        }

        return authorizer.With(JwtConfiguration, configuration);
    }
}
