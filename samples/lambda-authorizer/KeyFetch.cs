using Authz;

namespace LambdaAuthorizerSample;

/// <summary>Fetches the keys of every issuer once, so that a cold start need not.</summary>
internal static class KeyFetch
{
    private const int Fetched = 0;
    private const int KeysMissing = 1;
    private const int DefinitionUnusable = 2;

    /// <summary>The exit code: 1 where keys could not be had, 2 where the definition cannot be used.</summary>
    public static async Task<int> RunAsync(string path, KeySnapshotStore snapshot)
    {
        if (ReadOrReport(path) is not { } definition)
        {
            return DefinitionUnusable;
        }

        using ApiAuthorizer engine = new(definition, new ApiAuthorizerOptions { KeySnapshot = snapshot });
        await engine.WarmUpAsync();
        foreach (IssuerKeyStatus issuer in engine.Issuers)
        {
            Console.WriteLine($"{issuer.Issuer}: {issuer.LastError ?? $"{issuer.Keys.Count} keys"}");
            foreach (string warning in issuer.Warnings)
            {
                Console.Error.WriteLine($"{issuer.Issuer}: {warning}");
            }
        }

        return engine.Issuers.All(issuer => issuer.LastError is null) ? Fetched : KeysMissing;
    }

    private static ApiDefinition? ReadOrReport(string path)
    {
        try
        {
            return ApiDefinitionReader.ReadFile(path);
        }
        catch (ApiDefinitionException exception)
        {
            foreach (DefinitionProblem problem in exception.Problems)
            {
                Console.Error.WriteLine($"{path}: {problem}");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{path} cannot be read: {exception.Message}");
        }

        return null;
    }
}
