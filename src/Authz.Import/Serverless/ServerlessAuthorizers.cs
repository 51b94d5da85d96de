using Authz.Definitions;
using Authz.Definitions.Mapping;
using Authz.Import.Tree;

namespace Authz.Import.Serverless;

/// <summary>The authorizers of a serverless.yml, and which of them an event has.</summary>
internal sealed class ServerlessAuthorizers
{
    private const string Iam = "aws_iam";
    private const string Request = "request";

    private static readonly string[] s_eventMembers = ["id", "name", "scopes", "type"];

    private static readonly string[] s_jwtMembers = ["audience", "identitySource", "issuerUrl", "name", "type"];

    private static readonly string[] s_requestMembers =
    [
        "enableSimpleResponses", "functionArn", "functionName", "identitySource", "managedExternally", "name", "payloadVersion",
        "resultTtlInSeconds", "type",
    ];

    private readonly DefinitionNode? _authorizers;
    private readonly IReadOnlyCollection<string> _functions;
    private readonly ImportReport _report;

    /// <param name="authorizers">The file's authorizers; null for none.</param>
    /// <param name="functions">The keys of the file's functions.</param>
    /// <param name="report">Collects the problems.</param>
    public ServerlessAuthorizers(DefinitionNode? authorizers, IReadOnlyCollection<string> functions, ImportReport report)
    {
        _authorizers = authorizers;
        _functions = functions;
        _report = report;
        if (authorizers is { Kind: not DefinitionNodeKind.Object })
        {
            report.Refuse(authorizers.Position, "'authorizers' must be a map of named authorizers.", "Write names and authorizers below it.");
        }
    }

    private IReadOnlyList<DefinitionMember> All => _authorizers?.Members ?? [];

    /// <summary>The authorizers as the framework writes them: by logical id, with the file's name.</summary>
    public IEnumerable<(string Id, DefinitionNode Resource)> ToResources()
    {
        foreach (DefinitionMember authorizer in All)
        {
            bool isJwt = authorizer.Value.Get("type").PlainText() is null or "jwt";
            string subject = $"The authorizer '{authorizer.Name}'";
            if (!isJwt && authorizer.Value.Get("type").PlainText() != Request)
            {
                _report.Refuse(
                    authorizer.Value.Get("type")!.Position, $"{subject} is of no type that the framework knows.", "Write 'jwt' or 'request'.");
            }
            else if (KnownMembers.Check(authorizer.Value, subject, _report, isJwt ? s_jwtMembers : s_requestMembers))
            {
                yield return (ServerlessResources.AuthorizerId(authorizer.Name), Resource(authorizer, isJwt ? Jwt(authorizer) : Lambda(authorizer)));
            }
        }
    }

    /// <summary>The access to an event's route; null, with the problem reported, if it cannot be determined.</summary>
    public RouteAccess? AccessOf(DefinitionNode? authorizer)
    {
        if (authorizer is null)
        {
            return RouteAccess.Open;
        }

        if (authorizer.Kind == DefinitionNodeKind.Object && !KnownMembers.Check(authorizer, "The event's authorizer", _report, s_eventMembers))
        {
            return null;
        }

        if (authorizer.PlainText() == Iam || authorizer.Get("type").PlainText() == Iam)
        {
            return RouteAccess.Iam;
        }

        if (authorizer.Get("id") is { } id)
        {
            _report.RefuseUnsupported(
                id.Position,
                $"'id' names an authorizer of another stack, '{id.Text}', which is not read here.",
                "Define it under 'provider.httpApi.authorizers' and write its 'name'.");
            return null;
        }

        DefinitionNode? name = authorizer.Kind == DefinitionNodeKind.Object ? authorizer.Get("name") : authorizer;
        DefinitionNode? scopes = authorizer.Get("scopes");
        if (_authorizers?.Find(name.PlainText() ?? "") is not { } found)
        {
            RefuseUnknown(name ?? authorizer);
            return null;
        }

        return KnownMembers.CheckList(scopes, "'scopes' of the event's authorizer", _report)
            ? new RouteAccess(DefinitionNode.String(found.Name, name!.Position), scopes?.AsStrings())
            : null;
    }

    /// <summary>Reports authorizers of an API that is defined elsewhere: the framework refuses them.</summary>
    public void RefuseElsewhere()
    {
        if (All.Count > 0)
        {
            _report.Refuse(
                _authorizers!.Position,
                "The framework takes no authorizers for an API that is defined elsewhere.",
                "Remove 'authorizers', or 'httpApi.id'.");
        }
    }

    private static DefinitionNode Resource(DefinitionMember authorizer, DefinitionObjectBuilder properties)
    {
        DefinitionPosition position = authorizer.NamePosition;
        properties.TryAdd("ApiId", position, DefinitionNode.Unresolved($"${{{ServerlessResources.ApiId}}}", "", position));
        properties.TryAdd("Name", position, DefinitionNode.String(authorizer.Name, position));
        properties.Add("IdentitySource", authorizer.Value.Get("identitySource"));
        DefinitionObjectBuilder resource = new();
        resource.TryAdd("Type", position, DefinitionNode.String(Templates.TemplateAuthorizers.Type, position));
        resource.TryAdd("Properties", authorizer.Value.Position, properties.Build(authorizer.Value.Position));
        return resource.Build(position);
    }

    private static DefinitionObjectBuilder Jwt(DefinitionMember authorizer)
    {
        DefinitionObjectBuilder configuration = new();
        configuration.Add("Issuer", authorizer.Value.Get("issuerUrl"));
        configuration.Add("Audience", authorizer.Value.Get("audience"));
        DefinitionObjectBuilder properties = new();
        properties.TryAdd("AuthorizerType", authorizer.NamePosition, DefinitionNode.String("JWT", authorizer.NamePosition));
        properties.TryAdd("JwtConfiguration", authorizer.Value.Position, configuration.Build(authorizer.Value.Position));
        return properties;
    }

    private DefinitionObjectBuilder Lambda(DefinitionMember authorizer)
    {
        DefinitionNode value = authorizer.Value;
        if (value.Get("functionName") is not null && value.Find("functionArn") is { } second)
        {
            _report.Refuse(
                second.NamePosition, $"The authorizer '{authorizer.Name}' names two functions.", "Remove 'functionArn' or 'functionName'.");
        }

        if (value.Get("functionName") is { Kind: DefinitionNodeKind.String } name && !_functions.Contains(name.Text))
        {
            _report.Refuse(
                name.Position,
                $"There is no function '{name.Text}' for the authorizer '{authorizer.Name}'.",
                NearestName.Find(name.Text, _functions) is { } meant ? $"Did you mean '{meant}'?" : "Define it, or write its 'functionArn'.");
        }

        DefinitionObjectBuilder properties = new();
        properties.TryAdd("AuthorizerType", authorizer.NamePosition, DefinitionNode.String("REQUEST", authorizer.NamePosition));
        properties.Add("AuthorizerUri", value.Get("functionName") ?? value.Get("functionArn"));
        properties.Add("EnableSimpleResponses", value.Get("enableSimpleResponses"));
        properties.Add("AuthorizerResultTtlInSeconds", value.Get("resultTtlInSeconds"));
        properties.Add(
            "AuthorizerPayloadFormatVersion",
            value.Get("payloadVersion") ?? DefinitionNode.String(PayloadFormat.Version2, authorizer.NamePosition));
        return properties;
    }

    private void RefuseUnknown(DefinitionNode name)
    {
        if (name.Kind == DefinitionNodeKind.Unresolved)
        {
            _report.RefuseUnresolved(name, "The authorizer");
            return;
        }

        string remedy = NearestName.Find(name.Text, All.Select(member => member.Name)) is { } meant
            ? $"Did you mean '{meant}'?"
            : "Define it under 'provider.httpApi.authorizers'.";
        string message = name.Kind is DefinitionNodeKind.Object or DefinitionNodeKind.List
            ? "The event's authorizer has no 'name'."
            : $"There is no authorizer '{name.Text}' in the file.";
        _report.Refuse(name.Position, message, remedy, DefinitionProblemCodes.AuthorizerUnknown);
    }
}
