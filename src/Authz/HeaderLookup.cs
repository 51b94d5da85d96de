namespace Authz;

/// <summary>Finds a request header by its name, which is compared without regard to ASCII case (RFC 9110 section 5.1).</summary>
/// <param name="state">The host's own collection of headers.</param>
/// <param name="name">The header's name as the API definition spells it.</param>
/// <returns>The header's value; <see cref="HeaderValue.Repeated"/> if the header occurs more than once.</returns>
public delegate HeaderValue HeaderLookup(object state, string name);
