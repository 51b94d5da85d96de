namespace Authz;

/// <summary>The shape of a function's events and answers.</summary>
public enum PayloadFormatVersion
{
    /// <summary><c>2.0</c>.</summary>
    Version2,

    /// <summary><c>1.0</c>, that of REST APIs.</summary>
    Version1,
}
