using System.Globalization;
using Authz.Explaining;
using Authz.Refusals;
using Spectre.Console;

namespace Authz.Server.Explain;

/// <summary>Writes an explanation for people: the token without its signature, a row for each check, the verdict, the remedy.</summary>
internal static class ExplanationText
{
    // Below it, two columns of text would be so narrow that a page does not hold the table.
    private const int WidthOfAllColumns = 120;

    /// <param name="output">Receives the text.</param>
    /// <param name="explanation">What is told.</param>
    /// <param name="width">The number of columns; null for the terminal's.</param>
    public static void Write(TextWriter output, Explanation explanation, int? width = null)
    {
        if (explanation.Token is { } token)
        {
            output.WriteLine("The token says, before anything was verified:");
            output.WriteLine($"  header   {Show(token.Header)}");
            output.WriteLine($"  payload  {Show(token.Payload)}");
        }

        IAnsiConsole console = PlainConsole.Create(output, width);
        console.Write(console.Profile.Width < WidthOfAllColumns ? CreateNarrowTable(explanation) : CreateTable(explanation));
        ExplainedTerm[] terms = [.. explanation.Steps.SelectMany(step => step.Terms)];
        if (terms.Length > 0)
        {
            output.WriteLine("All terms of one block must hold, in the condition of the issuer and in that of the route:");
            console.Write(CreateTermTable(terms));
        }

        AuthorizationDecision decision = explanation.Decision;
        if (decision.IsAllowed)
        {
            output.WriteLine($"Allowed by the route '{decision.RouteKey}'.");
            return;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Refused: {decision.StatusCode} {decision.Reason?.ToCode()}"));
        output.WriteLine($"  {RefusalTable.Of(decision.Reason!.Value).Meaning}");
        output.WriteLine($"  expected   {explanation.RefusedStep!.Expected}");
        output.WriteLine($"  found      {explanation.RefusedStep.Found}");
        output.WriteLine($"  remedy     {explanation.RefusedStep.Remedy}");
        output.WriteLine($"  challenge  {decision.Challenge ?? "none"}");
    }

    private static Table CreateTable(Explanation explanation)
    {
        Table table = PlainConsole.CreateTable("Step", "Check", "Verdict", "Expected", "Found");
        foreach (ExplanationStep step in explanation.Steps)
        {
            table.AddRow(
                step.Stage.ToString(CultureInfo.InvariantCulture),
                ExplanationWords.Of(step.Check),
                ExplanationWords.Of(step.Verdict),
                Markup.Escape(step.Expected),
                Markup.Escape(step.Found));
        }

        return table;
    }

    // What was expected stands below for the step that refused, which is the last one that was reached.
    private static Table CreateNarrowTable(Explanation explanation)
    {
        Table table = PlainConsole.CreateTable("Step", "Check", "Verdict", "Found");
        foreach (ExplanationStep step in explanation.Steps.Where(step => step.Verdict != CheckVerdict.NotReached))
        {
            table.AddRow(
                step.Stage.ToString(CultureInfo.InvariantCulture),
                ExplanationWords.Of(step.Check),
                ExplanationWords.Of(step.Verdict),
                Markup.Escape(step.Found));
        }

        return table;
    }

    private static Table CreateTermTable(ExplainedTerm[] terms)
    {
        Table table = PlainConsole.CreateTable("Of", "Block", "Holds", "Key", "Expected", "Found");
        foreach (ExplainedTerm term in terms)
        {
            table.AddRow(
                ExplanationWords.OriginOf(term),
                term.Block.ToString(CultureInfo.InvariantCulture),
                term.IsMet ? "yes" : "no",
                Markup.Escape(term.Term.Key),
                Markup.Escape(term.Expected),
                Markup.Escape(term.Found));
        }

        return table;
    }

    private static string Show(string? text) => text is null ? "cannot be decoded" : ValueText.Visible(text, int.MaxValue);
}
