// SPDX-License-Identifier: MIT
#include "core/smtp/data_decoder.h"

namespace spp::smtp
{

namespace
{

/// Bytes that can wait for what follows them: a dot and a CR.
constexpr std::size_t maxHeldBack = 2;

} // namespace

std::size_t DataDecoder::decode(std::string_view bytes, std::string& out)
{
    out.reserve(out.size() + maxHeldBack + bytes.size());
    std::size_t used = 0;
    while (used < bytes.size() && m_state == State::Reading) {
        used += takeLines(bytes.substr(used), out);
        used += takeText(bytes.substr(used), out);
        if (used < bytes.size())
            decodeByte(bytes[used++], out);
    }
    m_hops.count(bytes.substr(0, used));
    return used;
}

/// The long way in large steps: whole lines, up to one that begins with a dot or does not end in CR LF.
std::size_t DataDecoder::takeLines(std::string_view bytes, std::string& out)
{
    std::size_t begin = 0;
    while (isBeforeText(bytes.substr(begin))) {
        const auto lf = bytes.find('\n', begin);
        const std::string_view text = bytes.substr(begin, lf - begin);
        if (lf == std::string_view::npos || !text.ends_with('\r'))
            break;
        out += text;
        out.back() = '\n'; // in the CR's place
        m_place = Place::LineStart;
        begin = lf + 1;
    }
    return begin;
}

/// A part of a line, up to its LF or a last CR: what that is depends on the byte behind it.
std::size_t DataDecoder::takeText(std::string_view bytes, std::string& out)
{
    if (!isBeforeText(bytes))
        return 0;
    std::string_view text = bytes.substr(0, bytes.find('\n'));
    if (text.ends_with('\r'))
        text.remove_suffix(1);
    if (!text.empty())
        m_place = Place::Inside;
    out += text;
    return text.size();
}

/// Neither a dot at a line's start nor a line's end is under way.
bool DataDecoder::isBeforeText(std::string_view bytes) const
{
    return m_place == Place::Inside || (m_place == Place::LineStart && !bytes.starts_with('.'));
}

/// What is not taken in larger steps.
void DataDecoder::decodeByte(char c, std::string& out)
{
    if (c == '\n' && m_place != Place::Cr && m_place != Place::DotCr)
        return m_bareLf == BareLf::IsLineEnd ? endLine(out) : noteBareLf(out);
    switch (m_place) {
    case Place::LineStart: m_place = c == '.' ? Place::Dot : Place::Cr; return;
    case Place::Inside: m_place = Place::Cr; return;
    case Place::Dot:
        if (c == '\r')
            m_place = Place::DotCr;
        else {
            m_place = Place::Inside;
            out += c;
        }
        return;
    case Place::DotCr:
        if (c == '\n') {
            m_state = State::Complete;
            return;
        }
        // Not the end after all: the dot is kept here, as the reference does.
        out += ".\r";
        m_place = c == '\r' ? Place::Cr : Place::Inside;
        if (c != '\r')
            out += c;
        return;
    case Place::Cr:
        if (c == '\n') {
            m_place = Place::LineStart;
            out += '\n';
            return;
        }
        out += '\r';
        if (c != '\r') {
            m_place = Place::Inside;
            out += c;
        }
        return;
    }
}

void DataDecoder::endLine(std::string& out)
{
    if (m_place == Place::Dot) {
        m_state = State::Complete;
        return;
    }
    out += '\n';
    m_place = Place::LineStart;
}

void DataDecoder::noteBareLf(std::string& out)
{
    m_sawBareLf = true;
    if (m_bareLf == BareLf::Stops) {
        m_state = State::StoppedAtBareLf;
        return;
    }
    out += '\n';
    m_place = Place::Inside; // not a line's start: a dot behind it means nothing
}

} // namespace spp::smtp
