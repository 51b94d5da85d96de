using System.Text.RegularExpressions;

namespace Authz.Tests.Architecture;

/// <summary>A C# file as the words and signs of its code.</summary>
internal sealed partial class SourceFile
{
    // After these words a type's name is a use of the type; after any other word it is the name of a member.
    private static readonly HashSet<string> s_beforeTypes =
    [
        "new", "return", "is", "as", "in", "out", "ref", "case", "static", "readonly", "public", "private", "internal", "protected",
        "sealed", "override", "virtual", "abstract", "async", "const", "await", "throw", "when", "and", "or", "not", "else", "scoped",
        "params", "volatile", "required", "extern", "unsafe", "this", "implicit", "explicit", "operator", "partial", "goto", "delegate",
        "event", "where", "from", "select", "let", "by", "on", "equals", "do", "yield", "switch", "fixed", "stackalloc",
    ];

    private readonly string _code;
    private readonly Match[] _tokens;
    private readonly HashSet<int> _enumMembers = [];

    public SourceFile(string path, string text)
    {
        Path = path;
        _code = CodeText.Of(text);
        _tokens = Token().Matches(_code).ToArray();
        Types = [.. Declared().Matches(_code).Select(match => match.Groups["name"].Value)];
        ExtensionMethods = [.. Extension().Matches(_code).Select(match => match.Groups["name"].Value)];
        foreach (Match body in EnumBody().Matches(_code))
        {
            _enumMembers.UnionWith(Enumerable.Range(body.Groups["members"].Index, body.Groups["members"].Length));
        }
    }

    public string Path { get; }

    /// <summary>The names of the types that the file declares.</summary>
    public IReadOnlyCollection<string> Types { get; }

    /// <summary>The names of the extension methods that the file declares.</summary>
    public IReadOnlyCollection<string> ExtensionMethods { get; }

    /// <summary>The names in the file that may stand for types of other files.</summary>
    public IEnumerable<string> UsedTypes =>
        Enumerable.Range(0, _tokens.Length).Where(NamesAType).Select(index => _tokens[index].Value).Except(Types);

    /// <summary>The names of the methods that are called on something.</summary>
    public IEnumerable<string> CalledMethods => Enumerable.Range(0, _tokens.Length)
        .Where(index => Text(index - 1) is "." or "?." && Text(index + 1) is "(")
        .Select(index => _tokens[index].Value);

    /// <summary>The files of a folder and all below it, their paths relative to it and with slashes.</summary>
    public static SourceFile[] In(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Full: path, Relative: System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .Where(file => !file.Relative.StartsWith("obj/", StringComparison.Ordinal))
            .Select(file => new SourceFile(file.Relative, File.ReadAllText(file.Full))),
    ];

    private bool NamesAType(int index)
    {
        Match token = _tokens[index];
        string before = Text(index - 1);
        string after = Text(index + 1);
        bool isWord = char.IsAsciiLetter(token.Value[0]) || token.Value[0] == '_';
        bool isMember = before is "." or "?." && !IsNamespace(Text(index - 2));
        bool isNameOfPart = after == "=" || (after == ":" && _tokens[index + 1].Index == token.Index + token.Length);
        return isWord && !isMember && !isNameOfPart && !_enumMembers.Contains(token.Index) && !IsDeclaredAfterType(index, before);
    }

    // As in "KeySet Keys", "string? Explanation", "List<int> Counts" and "byte[] Payload": the second name is a member's.
    private bool IsDeclaredAfterType(int index, string before) => before switch
    {
        "?" or ">" => !char.IsWhiteSpace(_code[_tokens[index - 1].Index - 1]),
        "]" => Text(index - 2) is "[" or ",",
        _ => char.IsAsciiLetter(before[0]) && !s_beforeTypes.Contains(before),
    };

    private static bool IsNamespace(string name) =>
        name == nameof(Authz) || Directory.Exists(RepositoryFile.FullPath(System.IO.Path.Combine("src", nameof(Authz), name)));

    private string Text(int index) => index >= 0 && index < _tokens.Length ? _tokens[index].Value : ";";

    [GeneratedRegex(@"\b(class|struct|interface|enum|record|delegate\s+[\w.<>?\[\]]+)\s+(?<name>[A-Z]\w*)")]
    private static partial Regex Declared();

    [GeneratedRegex(@"\b(?<name>[A-Z]\w*)(<[^()]*>)?\(\s*this\s")]
    private static partial Regex Extension();

    [GeneratedRegex(@"\benum\s+\w+[^{]*\{(?<members>[^}]*)\}")]
    private static partial Regex EnumBody();

    [GeneratedRegex(@"[A-Za-z_]\w*|\d[\w.]*|=>|==|[!<>]=|\?\?=?|\?\.|\S")]
    private static partial Regex Token();
}
