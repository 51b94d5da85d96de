namespace Authz.Conditions;

/// <summary>
/// A moment in nanoseconds since 1970, from the year 1 to 9999: as a NumericDate (RFC 7519 section 2) or as RFC 3339 writes it. A finer
/// fraction, and a leap second, is no date here.
/// </summary>
internal static class ConditionDate
{
    private const int Decimals = 9;
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int MinutesPerDay = 24 * 60;
    private const int DateTimeLength = 19;

    private static readonly Int128 s_first = (Int128)ToUnix(DateTime.MinValue.Ticks) * NanosecondsPerSecond;
    private static readonly Int128 s_end = (Int128)(ToUnix(DateTime.MaxValue.Ticks) + 1) * NanosecondsPerSecond;

    /// <summary>Reads a number of seconds.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> text, out Int128 date)
    {
        date = 0;
        return ExactNumber.TryParse(text, out ExactNumber number) && number.TryScale(Decimals, out date) && IsInRange(date);
    }

    /// <summary>Reads a date and time with its offset (RFC 3339 section 5.6).</summary>
    public static bool TryReadText(ReadOnlySpan<byte> text, out Int128 date)
    {
        date = 0;
        if (text.Length <= DateTimeLength
            || !TryReadSeconds(text[..DateTimeLength], out long seconds)
            || !TryReadFraction(text[DateTimeLength..], out long nanoseconds, out int length)
            || !TryReadOffset(text[(DateTimeLength + length)..], out int minutes))
        {
            return false;
        }

        date = ((Int128)(seconds - (minutes * 60L)) * NanosecondsPerSecond) + nanoseconds;
        return IsInRange(date);
    }

    /// <summary>Reads either.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out Int128 date) => TryReadNumber(text, out date) || TryReadText(text, out date);

    private static bool IsInRange(Int128 date) => date >= s_first && date < s_end;

    private static long ToUnix(long ticks) => (ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

    private static bool TryReadSeconds(ReadOnlySpan<byte> text, out long seconds)
    {
        seconds = 0;
        if (text[4] != '-' || text[7] != '-' || text[10] is not ((byte)'T' or (byte)'t') || text[13] != ':' || text[16] != ':'
            || !TryReadDigits(text[..4], out int year) || !TryReadDigits(text[5..7], out int month) || !TryReadDigits(text[8..10], out int day)
            || !TryReadDigits(text[11..13], out int hour) || !TryReadDigits(text[14..16], out int minute)
            || !TryReadDigits(text[17..19], out int second)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        seconds = ToUnix(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks);
        return true;
    }

    private static bool TryReadFraction(ReadOnlySpan<byte> text, out long nanoseconds, out int length)
    {
        nanoseconds = 0;
        length = 0;
        if (text[0] != '.')
        {
            return true;
        }

        int digits = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        ReadOnlySpan<byte> fraction = digits <= 0 ? default : text.Slice(1, digits).TrimEnd((byte)'0');
        length = 1 + digits;
        for (int place = 0; place < Decimals; place++)
        {
            nanoseconds = (nanoseconds * 10) + (place < fraction.Length ? fraction[place] - '0' : 0);
        }

        return digits > 0 && fraction.Length <= Decimals;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text is [(byte)'Z' or (byte)'z'])
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !TryReadDigits(text[1..3], out int hour) || !TryReadDigits(text[4..6], out int minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        minutes = (hour * 60) + minute;
        minutes = text[0] == '-' ? -minutes : minutes;
        return minutes is > -MinutesPerDay and < MinutesPerDay;
    }

    private static bool TryReadDigits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (byte digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return true;
    }
}
