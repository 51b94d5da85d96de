using System.Text;

namespace Authz.Import.Export;

/// <summary>
/// Writes texts into a configuration of Terraform, in which every string is a template (Terraform language, strings and templates).
/// </summary>
internal static class TerraformText
{
    /// <summary>The template whose value is the text.</summary>
    public static string Escape(string text)
    {
        StringBuilder template = new(text.Length);
        int index = 0;
        while (index < text.Length)
        {
            char mark = text[index];
            int end = index;
            while (mark is '$' or '%' && end < text.Length && text[end] == mark)
            {
                end++;
            }

            if (end == index || end == text.Length || text[end] != '{')
            {
                end = Math.Max(end, index + 1);
                template.Append(text, index, end - index);
            }
            else if (end == index + 1)
            {
                template.Append(mark).Append(mark);
            }
            else
            {
                // In a longer row of marks it is not plain which of them escapes which.
                template.Insert(template.Length, $"${{\"{mark}\"}}", end - index);
            }

            index = end;
        }

        return template.ToString();
    }
}
