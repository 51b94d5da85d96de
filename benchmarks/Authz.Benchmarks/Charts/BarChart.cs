using System.Globalization;
using System.Net;
using System.Text;
using Authz.Benchmarks.Results;

namespace Authz.Benchmarks.Charts;

/// <summary>Draws measurements as horizontal bars: one SVG without scripts or fonts of its own, legible on light and dark ground.</summary>
public static class BarChart
{
    private const int Width = 800;
    private const int NameWidth = 280;
    private const int ValueWidth = 250;
    private const int RowHeight = 30;
    private const int Top = 56;

    // Our own bars stand out; colours follow the reader's scheme.
    private const string Style = """
        text { font: 13px system-ui, sans-serif; fill: #1f2328 }
        .title { font-size: 15px; font-weight: 600 }
        .note { fill: #59636e; font-size: 12px }
        .bar { fill: #9aa4af }
        .ours { fill: #1a7f37 }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3 }
          .note { fill: #9198a1 }
          .bar { fill: #59636e }
          .ours { fill: #3fb950 }
        }
        """;

    /// <summary>The picture of these measurements, in their order.</summary>
    public static string Draw(string title, string note, IReadOnlyList<Measurement> measurements)
    {
        int height = Top + (measurements.Count * RowHeight) + 14;
        double longest = measurements.Max(measurement => measurement.Value);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}" role="img" aria-label="{Text(title)}">
            <style>{Style}</style>
            <text class="title" x="12" y="22">{Text(title)}</text>
            <text class="note" x="12" y="42">{Text(note)}</text>

            """);
        for (int row = 0; row < measurements.Count; row++)
        {
            AppendRow(svg, measurements[row], Top + (row * RowHeight), longest);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void AppendRow(StringBuilder svg, Measurement measurement, int y, double longest)
    {
        double length = Math.Max(2, measurement.Value / longest * (Width - NameWidth - ValueWidth));
        string kind = measurement.Name.StartsWith("Authz", StringComparison.Ordinal) ? "bar ours" : "bar";
        string value = $"{Digits(measurement.Value)} {measurement.Unit}";
        svg.Append(CultureInfo.InvariantCulture, $"""
            <text x="{NameWidth - 10}" y="{y + 17}" text-anchor="end">{Text(measurement.Name)}</text>
            <rect class="{kind}" x="{NameWidth}" y="{y + 4}" width="{length:0.#}" height="18" rx="2"/>
            <text x="{NameWidth + length + 8:0.#}" y="{y + 17}">{Text(value)}</text>

            """);
    }

    // Three digits: no measurement here is better than that.
    private static string Digits(double value)
    {
        int decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6);
        return Math.Round(value, decimals).ToString("#,0.######", CultureInfo.InvariantCulture);
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
