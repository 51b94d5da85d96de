using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Authz.Server.Issuer.Login;

/// <summary>The page on which a developer says who signs in: one form, no script, nothing from elsewhere.</summary>
internal static class LoginPage
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: light-dark(#1b1f24, #e6e9ee); --faint: light-dark(#5a6472, #9aa5b4);
          --line: light-dark(#8b95a3, #66707e); --paper: light-dark(#f6f7f9, #14171c); --card: light-dark(#ffffff, #1c2027);
          --accent: light-dark(#0b5cad, #7db8ff); }
        * { box-sizing: border-box; }
        body { margin: 0; padding: 2rem 1rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 30rem; margin: 0 auto; padding: 1.5rem; background: var(--card); border-radius: 8px; overflow-wrap: anywhere; }
        h1 { font-size: 1.35rem; margin: 0; }
        p { color: var(--faint); margin: .5rem 0 1rem; }
        label, legend { display: block; font-weight: 600; }
        fieldset { border: 0; padding: 0; margin: 0 0 1rem; } legend { padding: 0; }
        fieldset label { font-weight: 400; }
        input:not([type=checkbox]) { width: 100%; margin: .25rem 0 1rem; padding: .5rem; font: inherit; color: inherit; background: var(--paper);
          border: 1px solid var(--line); border-radius: 4px; }
        button { padding: .5rem 1.25rem; font: inherit; color: var(--accent); background: none;
          border: 1px solid var(--accent); border-radius: 4px; }
        button[value=sign-in] { background: var(--accent); color: var(--card); }
        """;

    /// <summary>
    /// The value of <c>Content-Security-Policy</c>. It says nothing of <c>form-action</c>: Chromium asks it of the redirect to the client too,
    /// and it cannot name <c>[::1]</c>.
    /// </summary>
    public static string Policy { get; } = string.Join("; ",
    [
        "default-src 'none'",
        $"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]);

    /// <summary>The form; it brings the login's own parameters back as they came.</summary>
    public static string Write(LoginParameters parameters, RedirectTarget target, LoginRequest request, string subject) => Frame("Sign in", $"""
        <p>The client <b>{Encode(target.ClientId)}</b> at <b>{Encode(target.Uri)}</b> asks who you are. This dev issuer believes anything.</p>
        <form method="post" action="{AuthorizeEndpoint.Path}">
        {string.Concat(parameters.OfLogin.Select(field => Hidden(field.Name, field.Value)))}
        <label for="subject">Subject</label>
        <input id="subject" name="{LoginForm.Subject}" value="{Encode(subject)}" required autofocus autocomplete="off">
        <label for="audience">Audience of the access token, separated by spaces</label>
        <input id="audience" name="{LoginForm.Audience}" value="{Encode(string.Join(' ', request.Audience))}" autocomplete="off">
        {WriteScopes(request)}
        <button name="{LoginForm.Decision}" value="{LoginForm.SignIn}">Sign in</button>
        <button name="{LoginForm.Decision}" value="{LoginForm.Refuse}" formnovalidate>Refuse</button>
        </form>
        """);

    /// <summary>What is wrong where no client may be told.</summary>
    public static string WriteProblem(string problem) => Frame("No login", $"<p>{Encode(problem)}</p>");

    // Without openid there would be no login to speak of, so that it is no choice.
    private static string WriteScopes(LoginRequest request)
    {
        string openId = request.Scopes.Contains(LoginRequest.OpenId) ? Hidden(LoginForm.Scope, LoginRequest.OpenId) : "";
        string choices = string.Concat(request.Scopes.Where(scope => scope != LoginRequest.OpenId).Select(scope =>
            $"<label><input type=\"checkbox\" name=\"{LoginForm.Scope}\" value=\"{Encode(scope)}\" checked> {Encode(scope)}</label>\n"));
        return choices.Length == 0 ? openId : $"{openId}<fieldset><legend>Scopes</legend>\n{choices}</fieldset>";
    }

    private static string Hidden(string name, string value) => $"<input type=\"hidden\" name=\"{name}\" value=\"{Encode(value)}\">\n";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string Frame(string title, string content) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title}: dev issuer</title>
        <style>{Style}</style>
        </head>
        <body><main>
        <h1>{title}</h1>
        {content}
        </main></body>
        </html>
        """;
}
