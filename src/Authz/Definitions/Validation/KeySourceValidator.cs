using System.Text;
using Authz.Definitions.Tree;
using Authz.Keys.Reading;
using Authz.Keys.Sources;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of an issuer's key source.</summary>
internal static class KeySourceValidator
{
    private const string MetadataUri = "metadataUri";
    private const string JwksUri = "jwksUri";
    private const string JwksFile = "jwksFile";
    private const string Jwks = "jwks";
    private const string InsecureHttpHosts = "insecureHttpHosts";

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

        ValidateHosts(JsonPointer.Append(path, InsecureHttpHosts), entry.InsecureHttpHosts, report);
        InsecureHosts insecure = HostsOf(entry);
        ValidateUrl(JsonPointer.Append(path, MetadataUri), "The metadata's URL", entry.MetadataUri, insecure, report);
        ValidateUrl(JsonPointer.Append(path, JwksUri), "The key set's URL", entry.JwksUri, insecure, report);
        ValidatePath(JsonPointer.Append(path, JwksFile), "a JWK set or a PEM file", entry.JwksFile, report);
        ValidateFetching(path, entry, report);
        if (entry.Jwks is { } keySet && JwksReader.Read(Encoding.UTF8.GetBytes(keySet)).Error is { } error)
        {
            report.Add(
                JsonPointer.Append(path, Jwks),
                $"The key set cannot be used: {error}",
                "Write a JWK set with at least one public RSA or EC key.");
        }
    }

    /// <summary>Whether the definition says where the keys are, so that the issuer need not be their address.</summary>
    public static bool HasSource(JwtConfiguration entry) => Named(entry).Any();

    /// <summary>The hosts that may be asked over http, without those that are not hosts.</summary>
    public static InsecureHosts HostsOf(JwtConfiguration entry) => new([.. entry.InsecureHttpHosts.Where(InsecureHosts.IsName)]);

    private static void ValidateHosts(string path, IReadOnlyList<string> hosts, DefinitionReport report)
    {
        for (int index = 0; index < hosts.Count && !report.IsFull; index++)
        {
            if (!InsecureHosts.IsName(hosts[index]))
            {
                report.Add(
                    JsonPointer.Append(path, index),
                    $"'{hosts[index]}' is not a host with its port.",
                    "Write 'HOST:PORT', such as 'keycloak:8080', without scheme, user, path and wildcard.");
            }
        }
    }

    private static void ValidateUrl(string path, string subject, string? url, InsecureHosts insecure, DefinitionReport report)
    {
        if (url is not null && TrustedUrl.ProblemOf(url, insecure) is { } problem)
        {
            report.Add(path, $"{subject} {problem}.", "Write an absolute https URL, or leave it out.");
        }
    }

    private static void ValidatePath(string path, string what, string? file, DefinitionReport report)
    {
        if (file is not null && string.IsNullOrWhiteSpace(file))
        {
            report.Add(path, "The path is empty.", $"Write the path of {what}, or leave it out.");
        }
    }

    private static void ValidateFetching(string path, JwtConfiguration entry, DefinitionReport report)
    {
        (string Name, string? File, string What)[] files =
        [
            ("trustedCertificatesFile", entry.TrustedCertificatesFile, "a PEM file with certificates"),
            ("jwksBearerTokenFile", entry.JwksBearerTokenFile, "a file with a bearer token"),
        ];
        foreach ((string name, string? file, string what) in files)
        {
            string place = JsonPointer.Append(path, name);
            ValidatePath(place, what, file, report);
            if (file is not null && (entry.Jwks ?? entry.JwksFile) is not null)
            {
                report.Add(place, "The keys are not fetched, so it would not be used.", "Remove it, or 'jwks' or 'jwksFile'.");
            }
        }

        bool isHttp = (entry.JwksUri ?? entry.MetadataUri ?? entry.Issuer).StartsWith("http://", StringComparison.Ordinal);
        if (entry.JwksBearerTokenFile is not null && (entry.InsecureHttpHosts.Count > 0 || isHttp))
        {
            report.Add(
                JsonPointer.Append(path, "jwksBearerTokenFile"),
                "A bearer token would be sent while keys may come over http.",
                "Use https, and remove 'insecureHttpHosts'.");
        }
    }

    private static IEnumerable<string> Named(JwtConfiguration entry)
    {
        (string Name, string? Value)[] sources =
            [(MetadataUri, entry.MetadataUri), (JwksUri, entry.JwksUri), (JwksFile, entry.JwksFile), (Jwks, entry.Jwks)];
        return sources.Where(source => source.Value is not null).Select(source => source.Name);
    }
}
