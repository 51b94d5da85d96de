using Authz.Lambda.Answers;
using Authz.Lambda.Logging;
using Authz.Lambda.Routes;

namespace Authz.Lambda;

/// <summary>
/// An API definition as an AWS Lambda authorizer, for HTTP APIs (payload formats 2.0 and 1.0), REST APIs (TOKEN and REQUEST) and WebSocket
/// APIs. The client gets 401 for an invalid token, 403 for a missing scope or an unmet condition, 500 if keys are unavailable. Safe for concurrent use.
/// </summary>
public sealed class LambdaAuthorizer : IDisposable
{
    private readonly ApiAuthorizer _engine;
    private readonly EventAuthorizer _events;
    private readonly InvocationLog _log;
    private readonly TimeProvider _time;

    /// <summary>
    /// Makes the definition ready. No key is fetched before <see cref="WarmUpAsync"/> or the first request that needs one.
    /// </summary>
    /// <exception cref="ApiDefinitionException">
    /// The definition is not usable, or has something that a Lambda authorizer cannot do; the exception names every problem.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public LambdaAuthorizer(ApiDefinition definition, LambdaAuthorizerOptions? options = null)
    {
        options ??= new LambdaAuthorizerOptions();
        options.Validate();
        ArgumentNullException.ThrowIfNull(definition);
        HostRules.Require(definition, options);
        _time = options.Engine.TimeProvider;
        _engine = new ApiAuthorizer(definition, options.Engine with { SuppliesSourceAddress = true, SuppliesStage = true });
        RequireRepeatableVerdicts(options, _engine.Current.Routes);
        _events = new EventAuthorizer(_engine, options);
        _log = new InvocationLog(options.Log ?? Console.OpenStandardOutput(), Console.Error, _time);
    }

    /// <summary>The state of each issuer's keys.</summary>
    public IReadOnlyList<IssuerKeyStatus> Issuers => _engine.Issuers;

    /// <summary>
    /// Fetches the keys of every issuer, unless each has keys already, as from a snapshot; for the phase before the first invocation.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up; the fetches go on.</exception>
    public Task WarmUpAsync(CancellationToken cancellationToken = default) =>
        _engine.Issuers.All(issuer => issuer.IsUsable) ? Task.CompletedTask : _engine.WarmUpAsync(cancellationToken);

    /// <summary>
    /// The handler for the managed .NET runtime: reads an event, writes the answer. Keys whose refresh is due are fetched before it
    /// returns, because a frozen process fetches nothing.
    /// </summary>
    /// <exception cref="Exception">
    /// The message is <c>Unauthorized</c>, which API Gateway turns into 401, or the cause of a 500: the runtime has no other way to report
    /// them.
    /// </exception>
    public async Task<Stream> HandleAsync(Stream input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using MemoryStream json = new();
        await input.CopyToAsync(json).ConfigureAwait(false);
        AuthorizerAnswer answer = await AnswerAsync(json.GetBuffer().AsMemory(0, (int)json.Length), invocationId: null, default)
            .ConfigureAwait(false);
        await RefreshDueKeysAsync(default).ConfigureAwait(false);
        if (answer.ErrorMessage is { } message)
        {
#pragma warning disable CA2201 // API Gateway reads the message alone; the managed runtime turns no other thing than an exception into one.
            throw new Exception(message);
#pragma warning restore CA2201
        }

        return new MemoryStream(answer.Json.ToArray(), writable: false);
    }

    private static void RequireRepeatableVerdicts(LambdaAuthorizerOptions options, IReadOnlyList<ApiRoute> routes)
    {
        DefinitionProblem[] problems =
        [
            .. from route in options.AreResultsRemembered ? routes : []
               where RouteDependences.Of(route) == RouteDependence.Request
               select new DefinitionProblem(
                   DefinitionProblem.PointerTo("routes", route.Key.Text),
                   Line: 0,
                   Column: 0,
                   "The route's conditions depend on the single request or on the time, and API Gateway would use an answer for others.",
                   "Set the result TTL to 0 here and in API Gateway, or let conditions depend on claims and path variables alone."),
        ];
        if (problems.Length > 0)
        {
            throw new ApiDefinitionException(problems);
        }
    }

    /// <summary>Stops refreshing keys.</summary>
    public void Dispose()
    {
        _engine.Dispose();
        _log.Dispose();
    }

    /// <summary>Answers an event and logs it. Time that is up is an answer too.</summary>
    internal async ValueTask<AuthorizerAnswer> AnswerAsync(ReadOnlyMemory<byte> json, string? invocationId, CancellationToken deadline)
    {
        long started = _time.GetTimestamp();
        EventAnswer answer;
        try
        {
            answer = await _events.AnswerAsync(json, deadline).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            answer = EventAnswer.Failure("deadline", "The invocation's time was up while keys were awaited.");
        }

        _log.Write(answer, _time.GetElapsedTime(started), invocationId);
        return answer.Answer;
    }

    /// <summary>Fetches keys whose refresh is due, within the deadline; the current keys stay in use if that fails.</summary>
    internal async ValueTask RefreshDueKeysAsync(CancellationToken deadline)
    {
        Task refresh = _engine.RefreshDueKeysAsync(deadline);
        await refresh.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
