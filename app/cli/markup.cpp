// SPDX-License-Identifier: MIT
#include "app/cli/markup.h"

namespace spp::cli
{

std::string escaped(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        // U+FFFE and U+FFFF are in no XML (XML 1.0 section 2.2).
        if (const auto three = text.substr(i, 3); three == "\xef\xbf\xbe" || three == "\xef\xbf\xbf") {
            result += "?";
            i += 2;
            continue;
        }
        switch (const char c = text[i]) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '"': result += "&quot;"; break;
        default: result += c;
        }
    }
    return result;
}

} // namespace spp::cli
