using System.ComponentModel;
using System.Security.Claims;
using Authz.AspNetCore;
using Microsoft.AspNetCore.Authorization;
using ModelContextProtocol.Server;

namespace McpServerSample;

/// <summary>The tools. Each asks for scopes and conditions as an endpoint does, beyond those of the endpoint.</summary>
[McpServerToolType]
internal sealed class WeatherTools
{
    [McpServerTool(Name = "get_weather"), Description("The weather of a city.")]
    public static string GetWeather(string city) => $"Rain in {city}";

    [McpServerTool(Name = "set_weather"), Description("Makes the weather of a city.")]
    [RequireScope("weather:write")]
    public static string SetWeather(string city, ClaimsPrincipal user) => $"Sun in {city} by order of {user.Identity!.Name}";

    [McpServerTool(Name = "stop_weather"), Description("Has no weather in a city.")]
    [RequireScope("weather:write"), Authorize("staff")]
    public static string StopWeather(string city) => $"Nothing in {city}";
}
