using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Authz.Definitions;
using Authz.Definitions.Tree;

namespace Authz.Testing.Policies.Reading;

/// <summary>Maps a case of a file, and reports its problems.</summary>
internal sealed class PolicyCaseMapper(DefinitionPlaces places, DefinitionReport report)
{
    private const int ShortestBeginning = 3;

    private static readonly string[] s_outcomes = [.. Enum.GetValues<AuthorizationOutcome>().Select(AuthorizationOutcomeExtensions.ToCode)];
    private static readonly string[] s_reasons = [.. Enum.GetValues<RefusalReason>().Select(reason => reason.ToCode())];

    public PolicyCase Map(DefinitionObject source)
    {
        string request = source.String("request") ?? "";
        string[] words = request.Split(' ');
        string? outcome = source.OneOf("expect", FindMeantOutcome, s_outcomes);
        string? reason = source.OneOf("reason", s_reasons);
        PolicyCase mapped = new()
        {
            Name = source.String("name") ?? request,
            Method = words[0],
            Target = words[^1],
            Tool = source.String("tool"),
            RequestHeaders = MapHeaders(source),
            SourceAddress = MapAddress(source),
            Claims = MapJson(source, "claims"),
            Header = MapJson(source, "header"),
            Proof = MapJson(source, "proof"),
            Token = source.String("token"),
            After = MapDuration(source),
            Outcome = outcome is null ? default : Enum.GetValues<AuthorizationOutcome>()[Array.IndexOf(s_outcomes, outcome)],
            Reason = reason is null ? null : (RefusalReason)Array.IndexOf(s_reasons, reason),
            Line = Locate(source.Path).Line,
        };
        source.Finish();
        Require(source, words.Length == 2 || !source.Has("request"), "request", "Write a method and a target, such as 'GET /pets/1'.");
        Require(source, source.Has("request"), "request", "Add the request, such as 'GET /pets/1'.");
        Require(source, source.Has("expect"), "expect", $"Write the expected outcome: {string.Join(", ", s_outcomes)}.");
        CheckConsistency(source, mapped);
        return mapped;
    }

    // A status, such as 401, or the beginning of a word, such as allow.
    private static string? FindMeantOutcome(string text) =>
        Enum.GetValues<AuthorizationOutcome>()
            .Where(outcome => text == outcome.ToStatusCode().ToString(CultureInfo.InvariantCulture)
                || (text.Length >= ShortestBeginning && outcome.ToCode().StartsWith(text, StringComparison.OrdinalIgnoreCase)))
            .Select(outcome => outcome.ToCode())
            .FirstOrDefault();

    public DateTimeOffset? MapTime(DefinitionObject file)
    {
        string? text = file.String("at");
        bool isTime = DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time);
        Require(file, text is null || isTime, "at", "Write a time such as 2026-01-31T12:00:00Z.");
        return isTime ? time : null;
    }

    /// <summary>Reports a member that is missing or cannot be used.</summary>
    public void Require(DefinitionObject source, bool isMet, string name, string remedy)
    {
        string path = JsonPointer.Append(source.Path, name);
        if (!isMet && !report.IsUnreadable(path))
        {
            DefinitionProblem problem = Locate(path);
            report.Add(
                problem with { Message = source.Has(name) ? $"'{name}' cannot be used." : $"There is no '{name}'.", Remedy = remedy });
        }
    }

    private static JsonObject? MapJson(DefinitionObject source, string name) =>
        source.Json(name) is { } json ? JsonNode.Parse(json)!.AsObject() : null;

    private static Dictionary<string, string>? MapHeaders(DefinitionObject source) =>
        source.Object("requestHeaders") is { } headers
            ? headers.MemberNames.ToDictionary(name => name, name => headers.String(name) ?? "", StringComparer.Ordinal)
            : null;

    private IPAddress? MapAddress(DefinitionObject source)
    {
        // The platform also reads '10.1', which is another address than it looks like.
        string? text = source.String("sourceIp");
        bool isAddress = IPAddress.TryParse(text, out IPAddress? address)
            && (text!.Contains(':', StringComparison.Ordinal) || address.ToString() == text);
        Require(source, text is null || isAddress, "sourceIp", "Write an address such as 10.0.0.1 or 2001:db8::1.");
        return isAddress ? address : null;
    }

    private TimeSpan MapDuration(DefinitionObject source)
    {
        string? text = source.String("after");
        bool isDuration = Duration.TryParse(text, out TimeSpan duration) && duration >= TimeSpan.Zero;
        Require(source, text is null || isDuration, "after", "Write a duration such as 90s, 5m or 2h.");
        return duration;
    }

    private void CheckConsistency(DefinitionObject source, PolicyCase mapped)
    {
        bool hasToken = mapped.Claims is not null || mapped.Header is not null;
        Require(
            source, mapped.RequestHeaders is null || mapped.Proof is null, "requestHeaders", "Write either a proof or headers of the request.");
        Require(source, mapped.Token is null || mapped.Proof is null, "proof", "Leave it out: a proof is for a token that is minted.");
        Require(source, mapped.Token is null || !hasToken, "token", "Write either a token, or claims and header of one that is minted.");

        // Unavailable keys are 503 or, in the service's mode, 401.
        if (mapped.Reason is { } reason && reason != RefusalReason.KeysUnavailable && source.Has("expect"))
        {
            AuthorizationOutcome outcome = reason.ToOutcome();
            string remedy = $"Write 'expect: {outcome.ToCode()}', which is the outcome of {reason.ToCode()}, or another " +
                "reason.";
            Require(source, mapped.Outcome == outcome || report.IsUnreadable(JsonPointer.Append(source.Path, "expect")), "reason", remedy);
        }
    }

    private DefinitionProblem Locate(string path) => places.Locate(new DefinitionProblem(path, 0, 0, "", ""));
}
