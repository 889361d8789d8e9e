// SPDX-License-Identifier: MIT
/// Takes the message that follows DATA off the wire (RFC 5321 4.5.2): CR LF becomes LF, a leading dot is taken off, and
/// only CR LF . CR LF ends it. Single CRs are kept. A bare LF never ends a message: it ends the decoding (as qmail does) or is
/// remembered, so that the caller can refuse the message once it is complete.
/// A value; not thread-safe. Holds no message bytes.
#pragma once

#include "core/smtp/hop_counter.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace spp::smtp
{

/// IsLineEnd is what an administrator asks for with ALLOW_BARELF, where the dialect knows it: then LF . LF ends a message too.
enum class BareLf { Stops, IsRemembered, IsLineEnd };

class DataDecoder
{
public:
    enum class State { Reading, Complete, StoppedAtBareLf };

    explicit DataDecoder(BareLf bareLf) : m_bareLf(bareLf) {}

    /// Decodes from the front of bytes and appends the message to out.
    /// @return how many bytes were used: all of them, unless the message ended.
    std::size_t decode(std::string_view bytes, std::string& out);

    State state() const { return m_state; }
    bool sawBareLf() const { return m_sawBareLf; }
    int hops() const { return m_hops.hops(); }

private:
    /// What stands before the next byte.
    enum class Place { LineStart, Inside, Dot, DotCr, Cr };

    std::size_t takeLines(std::string_view bytes, std::string& out);
    std::size_t takeText(std::string_view bytes, std::string& out);
    bool isBeforeText(std::string_view bytes) const;
    void decodeByte(char c, std::string& out);
    void endLine(std::string& out);
    void noteBareLf(std::string& out);

    BareLf m_bareLf;
    State m_state = State::Reading;
    Place m_place = Place::LineStart;
    bool m_sawBareLf = false;
    HopCounter m_hops;
};

} // namespace spp::smtp
