using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Authz.Server.Commands.Options;
using Authz.Testing;

namespace Authz.Server.Issuer;

/// <summary>
/// The dev issuer's private keys in a file, so that tokens outlive a restart: a JWK set, or PEM made elsewhere, which is read and never
/// written. Only its owner may read it: who has the keys can issue tokens.
/// </summary>
internal sealed class KeyFile(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ForOthers = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Whether the file that was read is PEM.</summary>
    public bool IsPem { get; private set; }

    /// <summary>The keys, oldest first; none if there is no file.</summary>
    /// <exception cref="KeyFileException">It cannot be read, may be used by others, or is not a set of private keys.</exception>
    public IReadOnlyList<SigningKey> Read()
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & ForOthers) != 0)
            {
                throw new KeyFileException($"Group or others may use it: make it private (chmod 600 {path}).");
            }

            using StreamReader reader = new(file);
            string text = reader.ReadToEnd();
            IsPem = text.Contains("-----BEGIN ", StringComparison.Ordinal);
            return IsPem ? ReadPem(text) : ReadKeys(text);
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (InputFile.IsOfTheFile(exception))
        {
            throw new KeyFileException($"It cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Replaces the file as a whole, unless it is PEM.</summary>
    /// <exception cref="KeyFileException">It cannot be written.</exception>
    public void Save(IEnumerable<SigningKey> keys)
    {
        if (IsPem)
        {
            return;
        }

        JsonObject set = new() { ["keys"] = new JsonArray([.. keys.Select(key => key.ToPrivateJwk())]) };
        string unfinished = $"{path}.{Path.GetRandomFileName()}";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            using (StreamWriter file = new(unfinished, options))
            {
                file.WriteLine(set.ToJsonString());
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception exception) when (InputFile.IsOfTheFile(exception))
        {
            File.Delete(unfinished);
            throw new KeyFileException($"It cannot be written: {exception.Message}", exception);
        }
    }

    private static List<SigningKey> ReadPem(string text)
    {
        List<SigningKey> keys = [];
        for (ReadOnlySpan<char> rest = text; PemEncoding.TryFind(rest, out PemFields block); rest = rest[block.Location.End..])
        {
            try
            {
                keys.Add(SigningKey.FromPrivatePem(rest[block.Location].ToString()));
            }
            catch (ArgumentException exception)
            {
                throw new KeyFileException($"PEM block {keys.Count} is not a private key for EdDSA, RS256 or ES256, ES384, ES512.", exception);
            }
        }

        return keys.Count > 0 ? keys : throw new KeyFileException("It has no whole PEM block.");
    }

    // An ArgumentException ends with the name of a parameter, which says nothing of the file.
    private static string WithoutParameter(string message) => message.Split(" (Parameter ")[0];

    private static SigningKey[] ReadKeys(string text)
    {
        const string Expected = "It is not a set of private keys that authz issuer wrote";
        try
        {
            return JsonNode.Parse(text) is JsonObject set && set["keys"] is JsonArray keys && keys.All(key => key is JsonObject)
                ? [.. keys.Select(key => SigningKey.FromPrivateJwk(key!.AsObject()))]
                : throw new KeyFileException($"{Expected}.");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new KeyFileException($"{Expected}: {WithoutParameter(exception.Message)}", exception);
        }
    }
}
