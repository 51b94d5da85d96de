namespace Authz.Import.Tests.Properties;

/// <summary>How a generated route refers to its authorizer.</summary>
internal enum TerraformForm
{
    /// <summary>By its address; in a module by a variable. Of several instances the one of key <c>a</c>.</summary>
    Direct,

    /// <summary>By the route's own key: <c>j[each.key]</c>.</summary>
    EachKey,

    /// <summary>By a part of the loop's value.</summary>
    EachValue,

    /// <summary>By a local value.</summary>
    Local,

    /// <summary>By one of two addresses.</summary>
    Either,

    /// <summary>By its address or not at all, as a variable says.</summary>
    Conditional,
}
