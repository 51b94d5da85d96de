using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using Authz.Testing.Issuing;

namespace Authz.Testing;

/// <summary>
/// An OpenID provider that exists only in this process: it signs tokens and answers for its discovery document and key set through
/// <see cref="CreateHandler"/>, without a socket. Safe for concurrent use.
/// </summary>
public sealed class FakeIssuer
{
    private readonly Lock _change = new();
    private readonly string _defaultAlgorithm;
    private ImmutableDictionary<string, SigningKey> _signingKeys = ImmutableDictionary<string, SigningKey>.Empty;
    private ImmutableList<SigningKey> _publishedKeys = [];
    private long _discoveryRequests;
    private long _keySetRequests;

    /// <summary>Makes an issuer with one new key for each algorithm.</summary>
    /// <param name="issuer">Its <c>iss</c>: an absolute URL, compared byte for byte by verifiers.</param>
    /// <param name="algorithms">Of <see cref="SigningKey.SupportedAlgorithms"/>; the first signs by default. Null for
    /// RS256.</param>
    /// <param name="timeProvider">The clock for <c>iat</c>, <c>nbf</c> and <c>exp</c>; null for the system's.</param>
    /// <exception cref="ArgumentException">The issuer is not an absolute URL, or an algorithm is missing or not supported.</exception>
    public FakeIssuer(string issuer = "https://issuer.example", IReadOnlyList<string>? algorithms = null, TimeProvider? timeProvider = null)
        : this(issuer, [.. (algorithms ?? ["RS256"]).Select(algorithm => SigningKey.Create(algorithm))], timeProvider)
    {
    }

    private FakeIssuer(string issuer, SigningKey[] keys, TimeProvider? timeProvider)
    {
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out _))
        {
            throw new ArgumentException($"'{issuer}' is not an absolute URL.", nameof(issuer));
        }

        ArgumentOutOfRangeException.ThrowIfZero(keys.Length);
        Issuer = issuer;
        Clock = timeProvider ?? TimeProvider.System;
        _defaultAlgorithm = keys[0].Algorithm;
        foreach (SigningKey key in keys)
        {
            Publish(key);
        }
    }

    /// <summary>The issuer's <c>iss</c>.</summary>
    public string Issuer { get; }

    /// <summary>The clock that tokens are dated by.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The keys in the published set, oldest first.</summary>
    public IReadOnlyList<SigningKey> PublishedKeys => Volatile.Read(ref _publishedKeys);

    /// <summary>The key that signs by default.</summary>
    public SigningKey CurrentKey => FindKey(_defaultAlgorithm)!;

    /// <summary>While set, every request to the handler is answered with this status: an outage of the issuer.</summary>
    public HttpStatusCode? Outage { get; set; }

    /// <summary>How often the handler was asked for the discovery document, outages included.</summary>
    public long DiscoveryRequests => Volatile.Read(ref _discoveryRequests);

    /// <summary>How often the handler was asked for the key set, outages included.</summary>
    public long KeySetRequests => Volatile.Read(ref _keySetRequests);

    /// <summary>The URL of the discovery document (OpenID Connect Discovery 1.0 section 4).</summary>
    public string DiscoveryUri => Issuer.TrimEnd('/') + "/.well-known/openid-configuration";

    /// <summary>The URL of the key set.</summary>
    public string KeySetUri => Issuer.TrimEnd('/') + "/jwks";

    /// <summary>The URL that the discovery document names for tokens; the handler does not answer there.</summary>
    public string TokenEndpoint => Issuer.TrimEnd('/') + "/token";

    /// <summary>An issuer with keys that it had before, oldest first.</summary>
    /// <param name="issuer">Its <c>iss</c>: an absolute URL, compared byte for byte by verifiers.</param>
    /// <param name="keys">At least one; the algorithm of the first signs by default.</param>
    /// <param name="timeProvider">The clock for <c>iat</c>, <c>nbf</c> and <c>exp</c>; null for the system's.</param>
    /// <exception cref="ArgumentException">The issuer is not an absolute URL, or there is no key.</exception>
    public static FakeIssuer FromKeys(string issuer, IReadOnlyList<SigningKey> keys, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return new FakeIssuer(issuer, [.. keys], timeProvider);
    }

    /// <summary>The current discovery document.</summary>
    public JsonObject CreateDiscoveryDocument() => IssuerDocuments.CreateDiscoveryDocument(this);

    /// <summary>The current key set (RFC 7517 section 5).</summary>
    public JsonObject CreateKeySet() => IssuerDocuments.CreateKeySet(PublishedKeys);

    /// <summary>The key that signs with an algorithm; null if the issuer has no such key.</summary>
    public SigningKey? FindKey(string algorithm) => Volatile.Read(ref _signingKeys).GetValueOrDefault(algorithm);

    /// <summary>Makes a key, publishes it beside the others and signs with it from now on.</summary>
    /// <param name="algorithm">The new key's algorithm; null for that of <see cref="CurrentKey"/>.</param>
    /// <param name="keyId">The new key's <c>kid</c>; null for its thumbprint.</param>
    public SigningKey Rotate(string? algorithm = null, string? keyId = null)
    {
        SigningKey key = SigningKey.Create(algorithm ?? _defaultAlgorithm, keyId);
        Publish(key);
        return key;
    }

    /// <summary>Publishes a key made elsewhere and signs with it from now on.</summary>
    public void Publish(SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (_change)
        {
            Volatile.Write(ref _publishedKeys, _publishedKeys.Add(key));
            Volatile.Write(ref _signingKeys, _signingKeys.SetItem(key.Algorithm, key));
        }
    }

    /// <summary>
    /// Removes a key from the published set; tokens signed by it must then be refused. It continues to sign until the next rotation.
    /// </summary>
    /// <returns>Whether the set had such a key.</returns>
    public bool Withdraw(string keyId)
    {
        lock (_change)
        {
            ImmutableList<SigningKey> remaining = _publishedKeys.RemoveAll(key => key.KeyId == keyId);
            bool removed = remaining.Count < _publishedKeys.Count;
            Volatile.Write(ref _publishedKeys, remaining);
            return removed;
        }
    }

    /// <summary>A valid token for the next hour, still to be altered and signed.</summary>
    /// <param name="audience">The claim <c>aud</c>.</param>
    /// <param name="scope">The claim <c>scope</c>, separated by spaces; null for none.</param>
    public TestToken Token(string audience, string? scope = null)
    {
        DateTimeOffset now = Clock.GetUtcNow();
        TestToken token = new TestToken()
            .With("iss", Issuer).With("sub", "test-subject").With("aud", audience)
            .With("iat", now).With("nbf", now).With("exp", now.AddHours(1));
        return scope is null ? token : token.With("scope", scope);
    }

    /// <summary>A token in order, valid from now for an hour, signed by <see cref="CurrentKey"/>.</summary>
    /// <inheritdoc cref="Token"/>
    public string Mint(string audience, string? scope = null) => Token(audience, scope).Sign(CurrentKey);

    /// <summary>
    /// Answers for this issuer, and for <paramref name="others"/>, in place of the network: for
    /// <see cref="ApiAuthorizerOptions.KeyFetchHandler"/>
    /// or an <see cref="HttpClient"/>. Any other URL is answered with 404.
    /// </summary>
    public HttpMessageHandler CreateHandler(params ReadOnlySpan<FakeIssuer> others) => new FakeIssuerHandler([this, .. others]);

    internal void CountDiscoveryRequest() => Interlocked.Increment(ref _discoveryRequests);

    internal void CountKeySetRequest() => Interlocked.Increment(ref _keySetRequests);
}
