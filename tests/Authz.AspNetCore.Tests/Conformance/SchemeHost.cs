using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.Conformance;

/// <summary>The form with a scheme for each authorizer, and policies on endpoints.</summary>
internal sealed class SchemeHost : KestrelHost
{
    protected override void AddServices(WebApplicationBuilder builder, ApiDefinition definition, ApiAuthorizerOptions options)
    {
        AuthenticationBuilder authentication = builder.Services.AddAuthentication();
        foreach ((string name, AuthorizerDefinition authorizer) in definition.Authorizers)
        {
            authentication.AddJwtAuthorizer(name, scheme =>
            {
                scheme.Engine = options;
                scheme.TokenBinding = authorizer.TokenBinding;
                scheme.Revocation = authorizer.Revocation;
                foreach (JwtConfiguration issuer in authorizer.JwtConfiguration)
                {
                    scheme.Issuers.Add(issuer);
                }

                if (authorizer.IdentitySource == "$request.querystring.access_token")
                {
                    scheme.QueryTokenPaths.Add("/hub");
                }
            });
        }

        builder.Services.AddAuthorization();
    }

    protected override void Use(WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
    }

    protected override void Protect(IEndpointConventionBuilder endpoint, RouteDefinition route)
    {
        if (route.IsOpen)
        {
            endpoint.AllowAnonymous();
            return;
        }

        endpoint.RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = route.Authorizer });
        if (route.AuthorizationScopes.Count > 0)
        {
            endpoint.RequireScope([.. route.AuthorizationScopes]);
        }

        if (route.AllScopes.Count > 0)
        {
            endpoint.RequireAllScopes([.. route.AllScopes]);
        }

        foreach (ConditionBlock block in route.Condition ?? [])
        {
            endpoint.RequireCondition([.. block.Terms]);
        }

        if (route.StepUp is { } stepUp)
        {
            endpoint.RequireStepUp(stepUp.MaxAge, [.. stepUp.AcrValues]);
        }
    }
}
