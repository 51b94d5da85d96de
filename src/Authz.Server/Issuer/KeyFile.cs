using System.Text.Json;
using System.Text.Json.Nodes;
using Authz.Server.Commands.Options;
using Authz.Testing;

namespace Authz.Server.Issuer;

/// <summary>
/// The dev issuer's private keys in a file, a JWK set, so that tokens outlive a restart. Only its owner may read it: who has the keys
/// can issue tokens.
/// </summary>
internal sealed class KeyFile(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ForOthers = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

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

            return ReadKeys(file);
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

    /// <summary>Replaces the file as a whole.</summary>
    /// <exception cref="KeyFileException">It cannot be written.</exception>
    public void Save(IEnumerable<SigningKey> keys)
    {
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

    private static SigningKey[] ReadKeys(FileStream file)
    {
        const string Expected = "It is not a set of private keys that authz issuer wrote";
        try
        {
            return JsonNode.Parse(file) is JsonObject set && set["keys"] is JsonArray keys && keys.All(key => key is JsonObject)
                ? [.. keys.Select(key => SigningKey.FromPrivateJwk(key!.AsObject()))]
                : throw new KeyFileException($"{Expected}.");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new KeyFileException($"{Expected}: {exception.Message}", exception);
        }
    }
}
