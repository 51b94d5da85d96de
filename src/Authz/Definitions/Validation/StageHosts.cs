using System.Buffers;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of the host names that stages are served at.</summary>
internal static class StageHosts
{
    // RFC 1035 section 2.3.4.
    private const int MaximumLength = 253;
    private const int MaximumLabelLength = 63;
    private const int MaximumHosts = 256;

    private static readonly SearchValues<char> s_label = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static void Validate(string stage, string path, ApiDefinition definition, DefinitionReport report)
    {
        IReadOnlyList<string> hosts = definition.Stages[stage].Hosts;
        if (hosts.Count > MaximumHosts)
        {
            report.Add(path, $"There are more than {MaximumHosts} host names.", "Leave names to a proxy in front, or split the API.");
            return;
        }

        foreach ((int index, string host) in hosts.Index())
        {
            string place = JsonPointer.Append(path, index);
            if (!IsHostName(host))
            {
                report.Add(
                    place, $"'{host}' is not a host name in lower case.", "Write an exact name without a port, such as 'api.example.com'.");
            }

            if (OwnerOf(host, hosts, index, stage, definition) is { } owner)
            {
                report.Add(place, $"The host '{host}' is already one of stage '{owner}'.", "Remove one: a host has one stage.");
            }
        }
    }

    // Which stage has the host before this place; null for none.
    private static string? OwnerOf(string host, IReadOnlyList<string> hosts, int index, string stage, ApiDefinition definition) =>
        hosts.Take(index).Contains(host, StringComparer.Ordinal)
            ? stage
            : definition.Stages.TakeWhile(other => other.Key != stage)
                .FirstOrDefault(other => other.Value.Hosts.Contains(host, StringComparer.Ordinal)).Key;

    private static bool IsHostName(string host) => host.Length <= MaximumLength && host.Split('.').All(IsLabel);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaximumLabelLength && !label.AsSpan().ContainsAnyExcept(s_label) && label[0] != '-' && label[^1] != '-';
}
