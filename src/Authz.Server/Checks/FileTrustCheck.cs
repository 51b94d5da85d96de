using Authz.Definitions.Tree;

namespace Authz.Server.Checks;

/// <summary>Finds files that decide who gets in and that somebody else can change.</summary>
internal static class FileTrustCheck
{
    private const string Remedy = "It may be intended, as on a Kubernetes volume; then accept the finding in a baseline.";

    public static void Run(CheckContext context, IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            Check(context, path: "", file);
        }

        foreach ((string name, AuthorizerDefinition authorizer) in context.Definition.Authorizers)
        {
            Check(context, JsonPointer.Append(JsonPointer.Append(JsonPointer.Append("/authorizers", name), "revocation"), "file"), authorizer.Revocation?.File);
            string entries = JsonPointer.Append(JsonPointer.Append("/authorizers", name), "jwtConfiguration");
            for (int index = 0; index < authorizer.JwtConfiguration.Count; index++)
            {
                string path = JsonPointer.Append(entries, index);
                JwtConfiguration entry = authorizer.JwtConfiguration[index];
                Check(context, JsonPointer.Append(path, "jwksFile"), entry.JwksFile);
                Check(context, JsonPointer.Append(path, "trustedCertificatesFile"), entry.TrustedCertificatesFile);
            }
        }
    }

    private static void Check(CheckContext context, string path, string? file)
    {
        if (file is not null && FileTrust.WarningOf(file) is { } warning)
        {
            context.Report(CheckCodes.FileWritable, path, warning, Remedy);
        }
    }
}
