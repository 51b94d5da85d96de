using System.Globalization;
using System.Xml;
using Authz.Testing.Policies;

namespace Authz.Server.Policies;

/// <summary>Writes results as JUnit XML, as build servers read it.</summary>
internal static class JUnitReport
{
    private static readonly XmlWriterSettings s_settings = new() { Indent = true, Async = false };

    public static byte[] Write(string path, IReadOnlyList<PolicyResult> results, TimeSpan duration)
    {
        using MemoryStream buffer = new();
        using (XmlWriter writer = XmlWriter.Create(buffer, s_settings))
        {
            writer.WriteStartElement("testsuites");
            writer.WriteStartElement("testsuite");
            writer.WriteAttributeString("name", Visible(path));
            writer.WriteAttributeString("tests", Number(results.Count));
            writer.WriteAttributeString("failures", Number(results.Count(result => !result.HasPassed)));
            writer.WriteAttributeString("time", duration.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture));
            foreach (PolicyResult result in results)
            {
                WriteCase(writer, path, result);
            }
        }

        return buffer.ToArray();
    }

    private static void WriteCase(XmlWriter writer, string path, PolicyResult result)
    {
        writer.WriteStartElement("testcase");
        writer.WriteAttributeString("classname", Visible(Path.GetFileNameWithoutExtension(path)));
        writer.WriteAttributeString("name", Visible(result.Case.Name));
        writer.WriteAttributeString("file", Visible(path));
        writer.WriteAttributeString("line", Number(result.Case.Line));
        if (result.Failure is { } failure)
        {
            writer.WriteStartElement("failure");
            writer.WriteAttributeString("message", Visible(failure));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    // XML 1.0 section 2.2 has no place for control characters, however they are written.
    private static string Visible(string text) => Authz.Explaining.ValueText.Visible(text, int.MaxValue);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
