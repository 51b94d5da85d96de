using System.Collections.ObjectModel;
using System.Text.Json;
using Authz.Definitions.Tree;
using Authz.Server.Checks;
using Authz.Server.Explain;

namespace Authz.Server.Inspector;

/// <summary>Writes the state of the inspector's page as JSON.</summary>
internal static class InspectorState
{
    public static byte[] Write(InspectedApi api, DateTimeOffset now)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            ApiDefinition definition = api.Authorizer.Definition;
            ILookup<string?, Finding> findings = api.Findings.ToLookup(finding => RouteOf(finding, definition));
            writer.WriteStartObject();
            writer.WriteString("name", definition.Name);
            writer.WriteString("compatibility", ExplanationWords.Of(definition.Compatibility));
            writer.WriteString("signatures", SignatureReport.Describe());
            WriteArray(
                writer, "routes", definition.Routes, route => WriteRoute(writer, route.Key, definition, api.Target, findings[route.Key]));
            WriteArray(writer, "findings", findings[null], finding => WriteFinding(writer, finding));
            WriteArray(writer, "issuers", api.Authorizer.Issuers, issuer => WriteIssuer(writer, issuer, now));
            WriteArray(writer, "revocations", api.Authorizer.Revocations, source => WriteRevocations(writer, source));
            WriteFleet(writer, api.Fleet?.Status, now);
            WriteArray(writer, "decisions", api.Decisions.ToList(), count => WriteCount(writer, count));
            WriteArray(writer, "recent", api.Decisions.Recent.ToList(), decision => WriteDecision(writer, decision));
            WriteShadow(writer, api.Authorizer.Shadow);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteShadow(Utf8JsonWriter writer, ShadowReport? shadow)
    {
        writer.WritePropertyName("shadow");
        if (shadow is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            shadow.WriteTo(writer);
        }
    }

    private static string? RouteOf(Finding finding, ApiDefinition definition) =>
        JsonPointer.Split(finding.Path).ToList() is ["routes", string key, ..] && definition.Routes.ContainsKey(key) ? key : null;

    private static void WriteRoute(Utf8JsonWriter writer, string key, ApiDefinition definition, Uri? target, IEnumerable<Finding> findings)
    {
        RouteDefinition route = definition.Routes[key];
        writer.WriteString("key", key);
        writer.WriteString("authorizer", route.Authorizer);
        writer.WriteBoolean("allowsAnonymous", route.AllowsAnonymous);
        WriteStrings(writer, "anyOf", route.AuthorizationScopes);
        WriteStrings(writer, "allOf", route.AllScopes);
        WriteArray(writer, "issuerConditions", ConditionsOf(definition, route), entry =>
        {
            writer.WriteString("issuer", entry.Issuer);
            writer.WriteString("words", ConditionWords.Of(entry.Condition!));
        });
        writer.WriteString("condition", route.Condition is { } ofRoute ? ConditionWords.Of(ofRoute) : null);
        writer.WriteString("stepUp", route.StepUp is { } stepUp ? ConditionWords.Of(stepUp) : null);
        WriteArray(writer, "tools", route.Tools ?? ReadOnlyDictionary<string, ToolDefinition>.Empty, tool =>
        {
            writer.WriteString("name", tool.Key);
            WriteStrings(writer, "anyOf", tool.Value.AuthorizationScopes);
            WriteStrings(writer, "allOf", tool.Value.AllScopes);
            writer.WriteString("condition", tool.Value.Condition is { } condition ? ConditionWords.Of(condition) : null);
        });
        writer.WriteString("backend", route.Integration?.Uri ?? target?.AbsoluteUri);
        WriteArray(writer, "findings", findings, finding => WriteFinding(writer, finding));
    }

    private static IEnumerable<JwtConfiguration> ConditionsOf(ApiDefinition definition, RouteDefinition route) =>
        route.Authorizer is { } name && definition.Authorizers.TryGetValue(name, out AuthorizerDefinition? authorizer)
            ? authorizer.JwtConfiguration.Where(entry => entry.Condition is not null)
            : [];

    private static void WriteFinding(Utf8JsonWriter writer, Finding finding)
    {
        writer.WriteString("severity", FindingText.NameOf(finding.Severity));
        writer.WriteString("code", finding.Code);
        writer.WriteString("message", finding.Message);
        writer.WriteString("remedy", finding.Remedy);
    }

    private static void WriteIssuer(Utf8JsonWriter writer, IssuerKeyStatus issuer, DateTimeOffset now)
    {
        writer.WriteString("issuer", issuer.Issuer);
        writer.WriteString("keySource", issuer.KeySource);
        writer.WriteBoolean("isUsable", issuer.IsUsable);
        WriteSeconds(writer, "ageSeconds", issuer.Age);
        WriteSeconds(writer, "nextRefreshSeconds", issuer.NextRefresh - now);
        writer.WriteString("lastError", issuer.LastError);
        WriteStrings(writer, "warnings", issuer.Warnings);
        WriteArray(writer, "keys", issuer.Keys, key =>
        {
            writer.WriteString("keyId", key.KeyId);
            WriteStrings(writer, "algorithms", key.Algorithms);
        });
    }

    private static void WriteRevocations(Utf8JsonWriter writer, RevocationStatus source)
    {
        writer.WriteString("source", source.Source);
        writer.WriteNumber("entries", source.Entries);
        WriteSeconds(writer, "stalenessSeconds", source.Staleness);
        writer.WriteString("lastError", source.LastError);
        writer.WriteNumber("unchecked", source.Unchecked);
    }

    private static void WriteFleet(Utf8JsonWriter writer, FleetStatus? fleet, DateTimeOffset now)
    {
        if (fleet is null)
        {
            writer.WriteNull("fleet");
            return;
        }

        writer.WriteStartObject("fleet");
        writer.WriteString("store", fleet.Store);
        writer.WriteBoolean("isConnected", fleet.IsConnected);
        WriteSeconds(writer, "heartbeatAgeSeconds", now - fleet.LastHeartbeat);
        WriteSeconds(writer, "lagSeconds", fleet.Lag);
        writer.WriteNumber("uncheckedProofs", fleet.UncheckedProofs);
        writer.WriteNumber("ignoredMessages", fleet.IgnoredMessages);
        writer.WriteNumber("failedCalls", fleet.FailedCalls);
        writer.WriteNumber("takenKeyDocuments", fleet.TakenKeyDocuments);
        writer.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter writer, DecisionCount count)
    {
        writer.WriteString("route", count.RouteKey);
        writer.WriteString("reason", count.Reason?.ToCode());
        writer.WriteNumber("count", count.Count);
    }

    private static void WriteDecision(Utf8JsonWriter writer, RecentDecision decision)
    {
        writer.WriteString("at", decision.At);
        writer.WriteString("method", decision.Method);
        writer.WriteString("path", decision.Path);
        writer.WriteString("route", decision.RouteKey);
        writer.WriteString("reason", decision.Reason?.ToCode());
    }

    private static void WriteSeconds(Utf8JsonWriter writer, string name, TimeSpan? time)
    {
        if (time is { } known)
        {
            writer.WriteNumber(name, Math.Round(known.TotalSeconds));
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteStrings(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static void WriteArray<T>(Utf8JsonWriter writer, string name, IEnumerable<T> values, Action<T> writeMembers)
    {
        writer.WriteStartArray(name);
        foreach (T value in values)
        {
            writer.WriteStartObject();
            writeMembers(value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
