using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Operation;

/// <summary>Log messages, with stable event ids: 1xx requests, 2xx keys and revocations, 3xx configuration. None contains a token, a claim or a path.</summary>
internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Information, "Refused by {Authorizer}: {Reason}.")]
    public static partial void RequestRefused(this ILogger logger, string authorizer, string reason);

    [LoggerMessage(
        102, LogLevel.Warning,
        "{Endpoint} answers 404: the request was decided for another endpoint and then routed again. Rewrite before UseApiDefinition.")]
    public static partial void EndpointNotDecided(this ILogger logger, string endpoint);

    [LoggerMessage(
        103, LogLevel.Information,
        "The route {Route} matches a request for which routing chose no endpoint: 404. An application that calls UseRouting calls it " +
        "before UseApiDefinition.")]
    public static partial void EndpointNotChosen(this ILogger logger, string route);

    [LoggerMessage(
        201, LogLevel.Warning, "The keys of {Issuer} are not usable yet: {Error} Requests that need them are answered with 503.")]
    public static partial void KeysNotUsable(this ILogger logger, string issuer, string error);

    [LoggerMessage(
        202, LogLevel.Warning,
        "The keys of {Issuer} could not be fetched: {Error} The next try is at {Retry:O}. Those in force stay in use.")]
    public static partial void KeysNotFetched(this ILogger logger, string issuer, string error, DateTimeOffset? retry);

    [LoggerMessage(203, LogLevel.Information, "The keys of {Issuer} are fetched again.")]
    public static partial void KeysFetchedAgain(this ILogger logger, string issuer);

    [LoggerMessage(204, LogLevel.Warning, "The keys of {Issuer}: {Warning}")]
    public static partial void KeysWarning(this ILogger logger, string issuer, string warning);

    [LoggerMessage(205, LogLevel.Information, "The keys of {Issuer} have changed: {Keys}.")]
    public static partial void KeysChanged(this ILogger logger, string issuer, string keys);

    [LoggerMessage(
        206, LogLevel.Warning, "The keys of {Issuer} may come from {Host} over http: whoever is on the way to it can issue tokens.")]
    public static partial void KeysOverHttp(this ILogger logger, string issuer, string host);

    [LoggerMessage(
        207, LogLevel.Warning, "The revocations of {Source} may be incomplete ({Error}); they are relied on up to maximumStaleness.")]
    public static partial void RevocationsIncomplete(this ILogger logger, string source, string error);

    [LoggerMessage(208, LogLevel.Information, "The revocations of {Source} are complete again.")]
    public static partial void RevocationsComplete(this ILogger logger, string source);

    [LoggerMessage(209, LogLevel.Warning, "The fleet's store {Store} cannot be reached; this replica goes on alone.")]
    public static partial void FleetStoreGone(this ILogger logger, string store);

    [LoggerMessage(210, LogLevel.Information, "The fleet's store {Store} is reached again.")]
    public static partial void FleetStoreReached(this ILogger logger, string store);

    [LoggerMessage(301, LogLevel.Information, "The scheme {Scheme} runs on its new configuration.")]
    public static partial void SchemeReloaded(this ILogger logger, string scheme);

    [LoggerMessage(302, LogLevel.Error, "The scheme {Scheme} stays on its old configuration, the new one is not usable: {Problems}")]
    public static partial void SchemeReloadRefused(this ILogger logger, string scheme, string problems);

    [LoggerMessage(303, LogLevel.Warning, "Endpoints without RequireAuthorization or AllowAnonymous: {Endpoints}")]
    public static partial void EndpointsUncovered(this ILogger logger, string endpoints);

    [LoggerMessage(304, LogLevel.Information, "The API definition was replaced.")]
    public static partial void DefinitionReloaded(this ILogger logger);

    [LoggerMessage(305, LogLevel.Error, "The old API definition stays in force, the new one is not usable: {Problems}")]
    public static partial void DefinitionReloadRefused(this ILogger logger, string problems);

    [LoggerMessage(308, LogLevel.Information, "The shadow of the API definition was replaced.")]
    public static partial void ShadowReloaded(this ILogger logger);

    [LoggerMessage(309, LogLevel.Error, "The old shadow stays beside the API definition, the new one is not usable: {Problems}")]
    public static partial void ShadowReloadRefused(this ILogger logger, string problems);

    [LoggerMessage(306, LogLevel.Warning, "{Problem}")]
    public static partial void FileNotTrusted(this ILogger logger, string problem);

    [LoggerMessage(
        307, LogLevel.Error, "The issuer of the scheme {Scheme} could not be looked for: {Error} Both spellings stay; it is tried again.")]
    public static partial void IssuerSpellingNotResolved(this ILogger logger, string scheme, string error);

    [LoggerMessage(310, LogLevel.Warning, "A dev issuer signs tokens for anyone on this machine: GET {Path}?scope=…")]
    public static partial void DevIssuerRuns(this ILogger logger, string path);
}
