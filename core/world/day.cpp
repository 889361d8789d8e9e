// SPDX-License-Identifier: MIT
#include "core/world/day.h"

#include "core/base/text.h"

#include <array>
#include <ctime>
#include <optional>

namespace spp::world
{

using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::system_clock;

namespace
{

/// The end of the year 9999.
constexpr unsigned long maxSeconds = 253'402'300'799;

/// Takes parts of the text from its front.
class DayReader
{
public:
    explicit DayReader(std::string_view text) : m_rest(text) {}

    /// And all that was taken was good.
    bool isAtEnd() const { return m_rest.empty() && !m_isBad; }
    bool take(char c)
    {
        if (!m_rest.starts_with(c))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    /// Two digits, or four.
    std::optional<int> takeNumber(std::size_t digits, int largest)
    {
        const std::string_view number = m_rest.substr(0, digits);
        const auto value = text::leadingNumber(number);
        m_isBad = m_isBad || number.size() < digits || !value || *value > static_cast<unsigned long>(largest) ||
                  number.find_first_not_of("0123456789") != std::string_view::npos;
        if (m_isBad)
            return std::nullopt;
        m_rest.remove_prefix(digits);
        return static_cast<int>(*value);
    }

private:
    std::string_view m_rest;
    bool m_isBad = false;
};

std::optional<std::chrono::sys_days> takeDate(DayReader& reader)
{
    const auto year = reader.takeNumber(4, 9999);
    const auto month = year && reader.take('-') ? reader.takeNumber(2, 12) : std::nullopt;
    const auto day = month && reader.take('-') ? reader.takeNumber(2, 31) : std::nullopt;
    if (!day)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    return date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
}

/// Since midnight.
std::optional<seconds> takeTime(DayReader& reader)
{
    if (!reader.take('T') && !reader.take(' '))
        return seconds(0);
    const auto hour = reader.takeNumber(2, 23);
    const auto minute = hour && reader.take(':') ? reader.takeNumber(2, 59) : std::nullopt;
    const auto second = !minute ? std::nullopt : reader.take(':') ? reader.takeNumber(2, 59) : std::optional(0);
    return second ? std::optional(seconds((*hour * 60 + *minute) * 60 + *second)) : std::nullopt;
}

/// East of Greenwich. @return nullopt: none is named, or one that is no good, which isAtEnd() tells
std::optional<minutes> takeZone(DayReader& reader)
{
    if (reader.take('Z'))
        return minutes(0);
    const int sign = reader.take('+') ? 1 : reader.take('-') ? -1 : 0;
    if (sign == 0)
        return std::nullopt;
    const auto hour = reader.takeNumber(2, 14);
    reader.take(':');
    const auto minute = hour ? reader.takeNumber(2, 59) : std::nullopt;
    return minute ? std::optional(minutes(sign * (*hour * 60 + *minute))) : std::nullopt;
}

/// The same hands of the clock in this process's zone.
system_clock::time_point local(system_clock::time_point hands)
{
    const std::time_t wanted = system_clock::to_time_t(hands);
    std::tm parts{};
    ::gmtime_r(&wanted, &parts);
    parts.tm_isdst = -1;
    return system_clock::from_time_t(::mktime(&parts));
}

tl::unexpected<Error> noDay(std::string_view text)
{
    return fail(Fault::Configuration, "“" + text::printable(text) +
                                          "” is no time; write 2026-03-01, 2026-03-01 12:30, 2026-03-01T12:30:00Z or "
                                          "@1772366400");
}

} // namespace

Result<system_clock::time_point> parseDay(std::string_view text)
{
    text = text::trim(text);
    if (text.starts_with('@')) {
        const auto number = text::leadingNumber(text.substr(1));
        if (!number || *number > maxSeconds || text.find_first_not_of("0123456789", 1) != std::string_view::npos)
            return noDay(text);
        return system_clock::time_point(seconds(*number));
    }
    DayReader reader(text);
    const auto date = takeDate(reader);
    const auto time = date ? takeTime(reader) : std::nullopt;
    if (!time || *date < std::chrono::sys_days())
        return noDay(text);
    reader.take(' ');
    const auto zone = takeZone(reader);
    if (!reader.isAtEnd())
        return noDay(text);
    const system_clock::time_point hands = *date + *time;
    return zone ? hands - *zone : local(hands);
}

std::string formatDay(system_clock::time_point day)
{
    const std::time_t seconds = system_clock::to_time_t(day);
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    std::array<char, 64> buffer{};
    return {buffer.data(), std::strftime(buffer.data(), buffer.size(), "%Y-%m-%d %H:%M:%S %z", &parts)};
}

} // namespace spp::world
