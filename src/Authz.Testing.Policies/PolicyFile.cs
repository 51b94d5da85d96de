using System.Diagnostics.CodeAnalysis;
using Authz.Import;
using Authz.Testing.Policies.Reading;

namespace Authz.Testing.Policies;

/// <summary>
/// A file of policy cases, YAML or JSON: the <c>definition</c> that they are about, the time <c>at</c> which tokens are minted, and the
/// <c>cases</c>, as docs/test.md describes them.
/// </summary>
public sealed class PolicyFile
{
    internal PolicyFile(ApiDefinition definition, DateTimeOffset? at, IReadOnlyList<PolicyCase> cases)
    {
        Definition = definition;
        At = at;
        Cases = cases;
    }

    /// <summary>The definition that the cases are about.</summary>
    public ApiDefinition Definition { get; }

    /// <summary>When tokens are minted; null for now.</summary>
    public DateTimeOffset? At { get; }

    /// <summary>The cases, in the file's order.</summary>
    public IReadOnlyList<PolicyCase> Cases { get; }

    /// <summary>Reads a file and the definition that it names, relative to itself.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">A file cannot be used; the message has a line for each problem.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static PolicyFile Read(string path) =>
        TryRead(path, options: null, out PolicyFile? file, out IReadOnlyList<string> problems)
            ? file
            : throw new InvalidDataException(string.Join(Environment.NewLine, problems));

    /// <summary>Reads a file and the definition that it names, relative to itself.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The values that the definition leaves open; null for none. Its folder is that of the definition.</param>
    /// <param name="file">The cases; null if there are problems.</param>
    /// <param name="problems">Every problem as a line: file, line, column, what is wrong, how to correct it.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static bool TryRead(
        string path, ImportOptions? options, [NotNullWhen(true)] out PolicyFile? file, out IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(path);
        PolicyFileReader reader = new(path, options ?? new ImportOptions());
        file = reader.Read();
        problems = reader.Problems;
        return file is not null;
    }
}
