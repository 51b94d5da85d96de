using System.Text;
using Authz.Definitions.Tree;
using Authz.Keys.Reading;
using Authz.Keys.Sources;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of an issuer's key source.</summary>
internal static class KeySourceValidator
{
    public static void Validate(string path, JwtConfiguration entry, DefinitionReport report)
    {
        string[] sources = [.. Named(entry)];
        if (sources.Length > 1)
        {
            report.Add(
                JsonPointer.Append(path, sources[1]),
                $"The keys have more than one source: {string.Join(" and ", sources)}.",
                "Keep one of them, or remove all to discover the keys from the issuer.");
        }

        if (entry.JwksUri is { } uri && TrustedUrl.ProblemOf(uri) is { } problem)
        {
            report.Add(
                JsonPointer.Append(path, "jwksUri"),
                $"The key set's URL {problem}.",
                "Write an absolute https URL, or leave it out.");
        }

        if (entry.JwksFile is { } file && string.IsNullOrWhiteSpace(file))
        {
            report.Add(
                JsonPointer.Append(path, "jwksFile"), "The path is empty.", "Write the path of a JWK set or a PEM file, or leave it out.");
        }

        if (entry.Jwks is { } keySet && JwksReader.Read(Encoding.UTF8.GetBytes(keySet)).Error is { } error)
        {
            report.Add(
                JsonPointer.Append(path, "jwks"),
                $"The key set cannot be used: {error}",
                "Write a JWK set with at least one public RSA or EC key that has a 'kid'.");
        }
    }

    private static IEnumerable<string> Named(JwtConfiguration entry)
    {
        if (entry.JwksUri is not null)
        {
            yield return "jwksUri";
        }

        if (entry.JwksFile is not null)
        {
            yield return "jwksFile";
        }

        if (entry.Jwks is not null)
        {
            yield return "jwks";
        }
    }
}
