// SPDX-License-Identifier: MIT
/// How values are said on screen. Bytes of clients and plugins are shown with everything unprintable escaped.
/// Pure functions, thread-safe.
#pragma once

#include <QString>

#include <chrono>
#include <cstddef>
#include <string_view>

namespace spp::workbench
{

/// One line is shown up to this many characters; longer ones end in "…".
inline constexpr qsizetype maxShownLine = 2000;

/// Of a long run so many steps are taken in before the window goes on.
inline constexpr std::size_t maxStepsAtOnce = 4000;

QString shownLine(std::string_view bytes);

/// The same for what is printable already.
QString shownWords(std::string_view printable);

/// "0.8 ms", "12.3 ms", "1.50 s"
QString formatDuration(std::chrono::nanoseconds time);

/// "smtpplugins:12" of "control/smtpplugins:12".
QString lastPartOf(std::string_view place);

/// "12" of "control/smtpplugins:12".
QString lineNumberOf(std::string_view place);

/// "1 line", "3 lines": the word takes an s.
QString formatCount(std::size_t count, const QString& word);

} // namespace spp::workbench
