// SPDX-License-Identifier: MIT
/// Bytes as hexadecimal numbers and characters, sixteen to a line, each with its place. Pure.
#pragma once

#include <QString>

#include <string_view>

namespace spp::workbench
{

QString formatHexDump(std::string_view bytes);

} // namespace spp::workbench
