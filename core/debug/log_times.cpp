// SPDX-License-Identifier: MIT
#include "core/debug/log_times.h"

#include <algorithm>
#include <array>

namespace spp::debug
{

namespace
{

constexpr std::string_view mark = "(…)";

bool isLogDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLogLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// How many digits stand there.
std::size_t digitsAt(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end < text.size() && isLogDigit(text[end]))
        ++end;
    return end - std::min(at, end);
}

char charAt(std::string_view text, std::size_t at)
{
    return at < text.size() ? text[at] : '\0';
}

/// ".123" or ",123"; 0: there is none.
std::size_t fractionAt(std::string_view text, std::size_t at)
{
    const bool isPoint = charAt(text, at) == '.' || charAt(text, at) == ',';
    const std::size_t digits = isPoint ? digitsAt(text, at + 1) : 0;
    return digits == 0 ? 0 : digits + 1;
}

// Each of these returns how long that is what the text begins with; 0: it begins with something else.

/// "16:58:54.123Z", "16:58"
std::size_t clockTime(std::string_view text)
{
    const auto isTwo = [&](std::size_t at, char most) { return digitsAt(text, at) == 2 && text[at] <= most; };
    if (!isTwo(0, '2') || charAt(text, 2) != ':' || !isTwo(3, '5'))
        return 0;
    std::size_t end = 5;
    if (charAt(text, end) == ':' && isTwo(end + 1, '6'))
        end += 3 + fractionAt(text, end + 3);
    if (charAt(text, end) == ':' && (isLogDigit(charAt(text, end + 1)) || charAt(text, end + 1) == ':'))
        return 0; // an IPv6 address
    if (charAt(text, end) == 'Z')
        return end + 1;
    const bool hasZone = (charAt(text, end) == '+' || charAt(text, end) == '-') && digitsAt(text, end + 1) == 4;
    return hasZone ? end + 5 : end;
}

std::size_t monthName(std::string_view text)
{
    static constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const bool isOne = std::any_of(names.begin(), names.end(), [&](auto name) { return text.starts_with(name); });
    return isOne ? 3 : 0;
}

/// A date and what separates it from the time behind it, if one is there.
std::size_t withClockTime(std::string_view text, std::size_t date)
{
    const char separator = charAt(text, date);
    if (date == 0 || (separator != 'T' && separator != ':'))
        return date;
    const std::size_t time = clockTime(text.substr(date + 1));
    return time == 0 ? date : date + 1 + time;
}

/// "2026-11-26", "2026/11/26", "26/Nov/2026", "Nov 26"
std::size_t date(std::string_view text)
{
    const char separator = charAt(text, 4);
    if (digitsAt(text, 0) == 4 && (separator == '-' || separator == '/') && digitsAt(text, 5) == 2 &&
        charAt(text, 7) == separator && digitsAt(text, 8) == 2)
        return withClockTime(text, 10);
    if (digitsAt(text, 0) == 2 && charAt(text, 2) == '/' && monthName(text.substr(3)) != 0 && charAt(text, 6) == '/' &&
        digitsAt(text, 7) == 4)
        return withClockTime(text, 11);
    if (monthName(text) == 0 || charAt(text, 3) != ' ')
        return 0;
    const std::size_t day = charAt(text, 4) == ' ' ? 5 : 4;
    const std::size_t digits = digitsAt(text, day);
    return digits == 1 || digits == 2 ? day + digits : 0;
}

/// Since 1970 in seconds, or in thousandths, millionths or billionths; TAI64 and TAI64N as multilog writes them.
std::size_t timeStamp(std::string_view text)
{
    if (text.starts_with("@4000")) {
        const auto end = std::min(text.find_first_not_of("0123456789abcdef", 1), text.size());
        return end == 17 || end == 25 ? end : 0;
    }
    const std::size_t digits = digitsAt(text, 0);
    const bool isOne = digits >= 10 && digits <= 19 && (digits - 10) % 3 == 0 && text.front() == '1';
    return isOne ? digits + fractionAt(text, digits) : 0;
}

/// "12 ms", "0.25s"
std::size_t duration(std::string_view text)
{
    static constexpr std::array<std::string_view, 8> small{"ms",   "us",   "µs",   "ns",
                                                           "msec", "usec", "nsec", "milliseconds"};
    static constexpr std::array<std::string_view, 4> whole{"s", "sec", "secs", "seconds"};
    const std::size_t number = digitsAt(text, 0);
    if (number == 0)
        return 0;
    const std::size_t fraction = fractionAt(text, number);
    std::size_t begin = number + fraction;
    begin += charAt(text, begin) == ' ' ? 1 : 0;
    std::size_t end = begin;
    while (end < text.size() && end < begin + 12 && !isLogDigit(text[end]) &&
           (isLogLetter(text[end]) || static_cast<unsigned char>(text[end]) >= 0x80))
        ++end;
    const std::string_view unit = text.substr(begin, end - begin);
    const auto is = [&](const auto& units) { return std::find(units.begin(), units.end(), unit) != units.end(); };
    return is(small) || (fraction != 0 && is(whole)) ? end : 0;
}

/// "[4711]" right behind a name
std::size_t bracketedProcess(std::string_view text)
{
    const std::size_t digits = charAt(text, 0) == '[' ? digitsAt(text, 1) : 0;
    return digits != 0 && charAt(text, digits + 1) == ']' ? digits + 2 : 0;
}

/// "pid 4711", "pid=4711"
std::size_t namedProcess(std::string_view text)
{
    const bool isNamed = (text.starts_with("pid") || text.starts_with("PID")) &&
                         (charAt(text, 3) == ' ' || charAt(text, 3) == '=' || charAt(text, 3) == ':');
    const std::size_t digits = isNamed ? digitsAt(text, 4) : 0;
    return digits == 0 ? 0 : 4 + digits;
}

/// @param before the character that stands in front of it
std::size_t noise(std::string_view text, char before)
{
    if (text.front() == '[')
        return isLogLetter(before) || isLogDigit(before) ? bracketedProcess(text) : 0;
    if (isLogLetter(before) || isLogDigit(before) || before == '.' || before == ':' || before == '_')
        return 0;
    for (const auto find : {clockTime, date, timeStamp, duration, namedProcess}) {
        const std::size_t size = find(text);
        if (size != 0 && !isLogLetter(charAt(text, size)) && !isLogDigit(charAt(text, size)))
            return size;
    }
    return 0;
}

} // namespace

std::string withoutTimes(std::string_view log)
{
    std::string rest;
    char before = '\0';
    while (!log.empty()) {
        const std::size_t size = noise(log, before);
        if (size != 0)
            rest += mark;
        else
            rest += log.front();
        before = log[size == 0 ? 0 : size - 1];
        log.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return rest;
}

} // namespace spp::debug
