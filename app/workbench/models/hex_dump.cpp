// SPDX-License-Identifier: MIT
#include "app/workbench/models/hex_dump.h"

#include <algorithm>

namespace spp::workbench
{

namespace
{

constexpr std::size_t bytesInALine = 16;

QString hex(std::size_t number, int digits)
{
    return QString::number(number, 16).rightJustified(digits, u'0');
}

QString formatHexLine(std::string_view bytes, std::size_t place)
{
    QString line = hex(place, 6) + u' ';
    QString characters;
    for (std::size_t i = 0; i < bytesInALine; ++i) {
        if (i % 8 == 0)
            line += u' ';
        line += i < bytes.size() ? hex(static_cast<unsigned char>(bytes[i]), 2) + u' ' : QStringLiteral("   ");
    }
    for (const char c : bytes)
        characters += c >= ' ' && c < 0x7f ? QLatin1Char(c) : QLatin1Char('.');
    return line + u' ' + characters;
}

} // namespace

QString formatHexDump(std::string_view bytes)
{
    QString dump;
    for (std::size_t place = 0; place < bytes.size(); place += bytesInALine)
        dump += formatHexLine(bytes.substr(place, bytesInALine), place) + u'\n';
    dump.chop(1);
    return dump;
}

} // namespace spp::workbench
