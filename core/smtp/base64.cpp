// SPDX-License-Identifier: MIT
#include "core/smtp/base64.h"

#include "core/base/wipe.h"

#include <algorithm>
#include <cstdint>

namespace spp::smtp
{

namespace
{

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

} // namespace

std::string encodeBase64(std::string_view bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::string_view group = bytes.substr(i, 3);
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k)
            bits = (bits << 8U) | (k < group.size() ? static_cast<unsigned char>(group[k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= group.size() ? alphabet[(bits >> (18U - 6U * static_cast<unsigned>(k))) & 63U] : '=';
    }
    return text;
}

std::optional<std::string> decodeBase64(std::string_view text)
{
    if (text.size() % 4 != 0)
        return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && !text.empty() && text.back() == '=') {
        text.remove_suffix(1);
        ++padding;
    }
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3 + 3);
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const char c : text) {
        const auto value = alphabet.find(c);
        if (value == std::string_view::npos) {
            wipe(bytes);
            return std::nullopt;
        }
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>((bits >> count) & 255U);
        }
    }
    return bytes;
}

std::optional<std::string> decodeBase64Loosely(std::string_view text)
{
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3 + 3); // it does not move: no copy stays behind
    for (std::size_t begin = 0; begin < text.size(); begin += 4) {
        const std::string_view group = text.substr(begin, 4);
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            const char c = k < group.size() ? group[k] : '=';
            const auto value = c == '=' ? 0 : alphabet.find(c);
            if (value == std::string_view::npos) {
                wipe(bytes);
                return std::nullopt;
            }
            bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        }
        const auto padding = group.find('=', 1); // the last place of a group is read as a zero
        const std::size_t size = std::min<std::size_t>(padding, 3);
        for (std::size_t k = 0; k < size; ++k)
            bytes += static_cast<char>((bits >> (16U - 8U * static_cast<unsigned>(k))) & 255U);
        if (size < 3)
            break;
    }
    bytes.resize(bytes.find_last_not_of('\0') + 1);
    return bytes;
}

} // namespace spp::smtp
