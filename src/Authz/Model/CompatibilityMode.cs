namespace Authz;

/// <summary>Whose behaviour applies where Authz and AWS API Gateway differ.</summary>
public enum CompatibilityMode : byte
{
    /// <summary>RFC 6750 challenges, RS, PS and ES algorithms, 60 seconds of clock skew, 503 if keys are unavailable.</summary>
    Standard = 0,

    /// <summary>The service's answers where they are known, RS algorithms only, no skew, 401 if keys are unavailable.</summary>
    Aws = 1,
}
