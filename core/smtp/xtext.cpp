// SPDX-License-Identifier: MIT
#include "core/smtp/xtext.h"

#include <charconv>

namespace spp::smtp
{

std::string decodeXtext(std::string_view text)
{
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        const char* const digits = text.data() + i + 1;
        const bool isPair = text[i] == '+' && text.size() - i > 2 &&
                            std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2 && value != 0;
        bytes += isPair ? static_cast<char>(value) : text[i];
        i += isPair ? 2 : 0;
    }
    return bytes;
}

} // namespace spp::smtp
