// SPDX-License-Identifier: MIT
#include "app/workbench/models/words.h"

#include "core/base/text.h"

namespace spp::workbench
{

QString shownLine(std::string_view bytes)
{
    // No character that is shown has more than four bytes, so what is cut off here would not be seen.
    constexpr auto enough = static_cast<std::size_t>(maxShownLine) * 4 + 4;
    return shownWords(text::printable(bytes.substr(0, enough)));
}

QString shownWords(std::string_view printable)
{
    const QString line = QString::fromUtf8(printable);
    return line.size() > maxShownLine ? line.left(maxShownLine) + QChar(u'…') : line;
}

QString formatDuration(std::chrono::nanoseconds time)
{
    using namespace std::chrono;
    return time < seconds(1) ? QStringLiteral("%1 ms").arg(duration<double, std::milli>(time).count(), 0, 'f', 1)
                             : QStringLiteral("%1 s").arg(duration<double>(time).count(), 0, 'f', 2);
}

QString lastPartOf(std::string_view place)
{
    return shownLine(place.substr(place.rfind('/') + 1));
}

QString lineNumberOf(std::string_view place)
{
    return shownLine(place.substr(place.rfind(':') + 1));
}

QString formatCount(std::size_t count, const QString& word)
{
    return QStringLiteral("%1 %2%3").arg(count).arg(word, count == 1 ? QString() : QStringLiteral("s"));
}

} // namespace spp::workbench
