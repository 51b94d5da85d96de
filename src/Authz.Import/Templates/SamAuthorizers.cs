using Authz.Definitions;
using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>The authorizers of a SAM API, and which of them an event or an operation has.</summary>
internal sealed class SamAuthorizers
{
    private const string None = "NONE";
    private const string Iam = "AWS_IAM";

    private static readonly string[] s_members = ["Authorizers", "DefaultAuthorizer", "EnableIamAuthorizer"];

    private readonly DefinitionNode? _auth;
    private readonly ImportReport _report;
    private readonly bool _isIamEnabled;

    /// <param name="auth">The API's <c>Auth</c>, evaluated; null for none.</param>
    /// <param name="written">The same as the file writes it; null for none.</param>
    /// <param name="report">Collects the problems.</param>
    public SamAuthorizers(DefinitionNode? auth, DefinitionNode? written, ImportReport report)
    {
        _auth = KnownMembers.Check(auth, "'Auth'", report, s_members) ? auth : null;
        _report = report;
        _isIamEnabled = _auth.Get("EnableIamAuthorizer") is { Kind: DefinitionNodeKind.Boolean, Text: "true" };
        RefuseFunction(written, "'Auth'");
        RefuseFunction(written.Get("Authorizers"), "'Authorizers'");
        if (_auth.Get("Authorizers") is { Kind: not DefinitionNodeKind.Object } list)
        {
            report.Refuse(list.Position, "'Authorizers' must be a map of named authorizers.", "Write names and authorizers below it.");
        }

        // SAM refuses a default that does not exist even if no operation would have it.
        HasDefault = _auth.Get("DefaultAuthorizer") is not null;
        if (HasDefault && !IsDefined(_auth.Get("DefaultAuthorizer").PlainText()))
        {
            RefuseUnknown(_auth.Get("DefaultAuthorizer")!);
        }
    }

    /// <summary>Whether operations that say nothing themselves have an authorizer.</summary>
    public bool HasDefault { get; }

    /// <summary>The authorizers' names.</summary>
    public IReadOnlyCollection<string> Names => [.. Authorizers.Select(member => member.Name)];

    private IReadOnlyList<DefinitionMember> Authorizers => _auth.Get("Authorizers")?.Members ?? [];

    public void AddTo(ApiTreeBuilder tree)
    {
        foreach (DefinitionMember authorizer in Authorizers)
        {
            if (SamAuthorizer.Build(authorizer, _report) is { } built)
            {
                tree.AddAuthorizer(authorizer.Name, authorizer.NamePosition, built);
            }
        }
    }

    /// <summary>The access that the default gives; null, with the problem reported, if it cannot be determined.</summary>
    public RouteAccess? Default() => AccessOf(_auth.Get("DefaultAuthorizer")!, scopes: null);

    /// <summary>The access to the route of an event that has <c>Auth</c>; null, with the problem reported, if it cannot be determined.</summary>
    public RouteAccess? AccessOf(SamRoute route)
    {
        DefinitionNode? scopes = route.Auth.Get("AuthorizationScopes");
        if (!KnownMembers.CheckList(scopes, $"'AuthorizationScopes' of '{route.Key}'", _report))
        {
            return null;
        }

        DefinitionNode? name = route.Auth.Get("Authorizer");
        if (name is { Kind: DefinitionNodeKind.String, Text: None } && !HasDefault)
        {
            _report.Refuse(
                name.Position,
                $"SAM takes '{None}' only where 'Auth' of the API has a 'DefaultAuthorizer'.",
                "Remove 'Auth' from the event: its route is open.");
            return null;
        }

        if (name is { Kind: DefinitionNodeKind.String, Text: None })
        {
            return RouteAccess.OpenAsStated;
        }

        if (name is not null || HasDefault)
        {
            return AccessOf(name ?? _auth.Get("DefaultAuthorizer")!, scopes);
        }

        _report.Refuse(
            route.Auth!.Position,
            $"'Auth' of '{route.Key}' names no authorizer, and the API has no default: SAM refuses it.",
            "Add 'Authorizer', or 'DefaultAuthorizer' to 'Auth' of the API.");
        return null;
    }

    private RouteAccess? AccessOf(DefinitionNode name, DefinitionNode? scopes)
    {
        if (name.PlainText() == Iam && _isIamEnabled)
        {
            return RouteAccess.Iam;
        }

        if (!IsDefined(name.PlainText()))
        {
            // One that is the default was reported when it was read.
            if (name != _auth.Get("DefaultAuthorizer"))
            {
                RefuseUnknown(name);
            }

            return null;
        }

        DefinitionNode? own = scopes is { Items.Count: > 0 } ? scopes : _auth.Get("Authorizers", name.Text, "AuthorizationScopes");
        return new RouteAccess(DefinitionNode.String(name.Text, name.Position), own?.AsStrings());
    }

    private bool IsDefined(string? name) =>
        name is not null && (name == Iam && _isIamEnabled || _auth.Get("Authorizers")?.Find(name) is not null);

    private void RefuseUnknown(DefinitionNode name)
    {
        if (name.Kind == DefinitionNodeKind.Unresolved)
        {
            _report.RefuseUnresolved(name, "The authorizer's name");
            return;
        }

        if (name.Kind is DefinitionNodeKind.Object or DefinitionNodeKind.List)
        {
            _report.Refuse(name.Position, "An authorizer is named by its name alone.", "Write the name of one under 'Auth.Authorizers'.");
            return;
        }

        string remedy = name.Text == Iam ? "Add 'EnableIamAuthorizer: true' to 'Auth' of the API."
            : NearestName.Find(name.Text, Names) is { } meant ? $"Did you mean '{meant}'?"
            : "Define it under 'Auth.Authorizers' of the API.";
        _report.Refuse(name.Position, $"There is no authorizer '{name.Text}'.", remedy, DefinitionProblemCodes.AuthorizerUnknown);
    }

    // SAM reads these before CloudFormation evaluates functions, and refuses them.
    private void RefuseFunction(DefinitionNode? written, string subject)
    {
        if (written?.Members is [{ Name: ['F', 'n', ':', ':', ..] } function])
        {
            _report.Refuse(function.NamePosition, $"SAM takes no '{function.Name}' for {subject}.", "Write its members out.");
        }
    }
}
