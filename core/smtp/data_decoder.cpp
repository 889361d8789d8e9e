// SPDX-License-Identifier: MIT
#include "core/smtp/data_decoder.h"

#include <algorithm>

namespace spp::smtp
{

std::size_t DataDecoder::decode(std::string_view bytes, std::string& out)
{
    std::size_t used = 0;
    while (used < bytes.size() && m_state == State::Reading) {
        if (m_place == Place::Inside) {
            used += copyInside(bytes.substr(used), out);
            if (used == bytes.size())
                break;
        }
        decodeByte(bytes[used++], out);
    }
    m_hops.count(bytes.substr(0, used));
    return used;
}

/// The long way through a line in one step: up to the next CR or LF.
std::size_t DataDecoder::copyInside(std::string_view bytes, std::string& out)
{
    const auto* const end = std::find_if(bytes.begin(), bytes.end(), [](char c) { return c == '\r' || c == '\n'; });
    out.append(bytes.begin(), end);
    return static_cast<std::size_t>(end - bytes.begin());
}

void DataDecoder::decodeByte(char c, std::string& out)
{
    if (c == '\n' && m_place != Place::Cr && m_place != Place::DotCr)
        return m_bareLf == BareLf::IsLineEnd ? endLine(out) : noteBareLf(out);
    switch (m_place) {
    case Place::LineStart:
        if (c == '.')
            m_place = Place::Dot;
        else if (c == '\r')
            m_place = Place::Cr;
        else {
            m_place = Place::Inside;
            out += c;
        }
        return;
    case Place::Inside:
        if (c == '\r')
            m_place = Place::Cr;
        else
            out += c;
        return;
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
