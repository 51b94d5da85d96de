using System.Buffers;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Validation;

/// <summary>Reports items of a list that are no scopes.</summary>
internal static class ScopeValidator
{
    // RFC 6749 section 3.3: scope-token.
    private static readonly SearchValues<char> s_scope = SearchValues.Create(
        "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    public static void Validate(string path, IReadOnlyList<string> scopes, DefinitionReport report)
    {
        for (int index = 0; index < scopes.Count && !report.IsFull; index++)
        {
            if (scopes[index].Length == 0 || scopes[index].AsSpan().ContainsAnyExcept(s_scope))
            {
                report.Add(
                    JsonPointer.Append(path, index),
                    $"'{scopes[index]}' is not a scope.",
                    "Write one scope for each item: visible ASCII without spaces, quotes and backslashes.");
            }
        }
    }
}
