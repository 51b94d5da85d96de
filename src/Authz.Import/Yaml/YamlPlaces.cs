using System.Text;
using YamlDotNet.Core;

namespace Authz.Import.Yaml;

/// <summary>Converts the parser's places, counted in UTF-16, into lines and columns in bytes. Call it in the order of the text.</summary>
internal sealed class YamlPlaces
{
    private readonly string _text;
    private readonly bool _isAscii;
    private int _index;
    private int _line = 1;
    private int _column = 1;

    public YamlPlaces(string text)
    {
        _text = text;
        _isAscii = Ascii.IsValid(text);
    }

    public DefinitionPosition PositionOf(Mark mark)
    {
        int line = (int)mark.Line;
        int column = (int)mark.Column;
        int index = (int)Math.Min(mark.Index, _text.Length);
        if (_isAscii || column > index + 1)
        {
            return new DefinitionPosition(line, column);
        }

        // From the last place on the same line, so that a long line is walked once.
        bool isOnLine = line == _line && index >= _index;
        int from = isOnLine ? _index : index - (column - 1);
        _column = (isOnLine ? _column : 1) + Encoding.UTF8.GetByteCount(_text.AsSpan(from, index - from));
        _index = index;
        _line = line;
        return new DefinitionPosition(line, _column);
    }
}
