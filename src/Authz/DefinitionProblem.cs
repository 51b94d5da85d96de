using System.Globalization;
using Authz.Definitions.Tree;

namespace Authz;

/// <summary>One problem of an API definition.</summary>
/// <param name="Path">The place: a JSON Pointer (RFC 6901) into the definition, such as <c>/routes/GET ~1pets/authorizer</c>; empty for the
/// whole. Names too long for any route key are cut and end in an ellipsis.</param>
/// <param name="Line">The line in the file, from 1; 0 if the definition was not read from a file.</param>
/// <param name="Column">The column in the file, from 1, counted in bytes of UTF-8; 0 if there is no file.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">How to correct it.</param>
public sealed record DefinitionProblem(string Path, int Line, int Column, string Message, string Remedy)
{
    /// <summary>The kind of problem: a code of <see cref="DefinitionProblemCodes"/>, or one of the loader's own.</summary>
    /// <value>The default is <c>definition_invalid</c>.</value>
    public string Code { get; init; } = DefinitionProblemCodes.Invalid;

    /// <summary>The included file or overlay that the place is in, as a path from the definition's folder.</summary>
    /// <value>The default is null: the definition's own file.</value>
    public string? File { get; init; }

    /// <summary>The JSON Pointer to what stands under these names, one inside the other, for <see cref="Path"/>.</summary>
    /// <param name="names">The names, unescaped, such as <c>routes</c> and <c>GET /pets</c>.</param>
    public static string PointerTo(params ReadOnlySpan<string> names)
    {
        string pointer = "";
        foreach (string name in names)
        {
            pointer = JsonPointer.Append(pointer, name);
        }

        return pointer;
    }

    /// <summary>The problem as one line: place, message, remedy.</summary>
    public override string ToString()
    {
        string place = Line > 0 ? $"({Line},{Column}) {Path}".TrimEnd() : Path;
        return OnOneLine($"{place}: {Message} {Remedy}");
    }

    /// <summary>
    /// The problem as one line with its file, as compilers write it: <c>authz.json(3,5): /routes: message remedy</c>. One in an included
    /// file has that file's path.
    /// </summary>
    /// <param name="file">The name or path of the definition's file.</param>
    public string ToString(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file = File is null ? file : PathFrom(file, File);
        string place = Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{file}({Line},{Column})") : file;
        string pointer = Path.Length == 0 ? "" : $" {Path}:";
        return OnOneLine($"{place}:{pointer} {Message} {Remedy}");
    }

    // An overlay may stand anywhere: 'api/../overlay.yaml' is 'overlay.yaml'.
    internal static string PathFrom(string file, string other)
    {
        string path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file) ?? "", other);
        return System.IO.Path.IsPathFullyQualified(path) ? System.IO.Path.GetFullPath(path) : System.IO.Path.GetRelativePath(".", path);
    }

    // Names in a file may hold line breaks and terminal sequences.
    internal static string OnOneLine(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) ? $"\\u{(int)character:X4}" : character.ToString()));
}
