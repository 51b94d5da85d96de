using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.Attacks;

/// <summary>Makes MVC find these controllers and no others.</summary>
internal sealed class ChosenControllers(params Type[] types) : ApplicationPart, IApplicationPartTypeProvider
{
    public override string Name => nameof(ChosenControllers);

    public IEnumerable<TypeInfo> Types => types.Select(type => type.GetTypeInfo());

    public static void Add(IServiceCollection services, params Type[] types) =>
        services.AddControllers().ConfigureApplicationPartManager(parts =>
        {
            parts.ApplicationParts.Clear();
            parts.ApplicationParts.Add(new ChosenControllers(types));
        });
}
