// SPDX-License-Identifier: MIT
/// Which parts of a row's text stand out, as models tell it and MarkedTextDelegate shows it. Thread-safe: values.
#pragma once

#include <QList>
#include <QMetaType>

namespace spp::workbench
{

struct TextMark
{
    int begin = 0; ///< in characters
    int end = 0;
};

using TextMarks = QList<TextMark>;

/// The role of TextMarks.
inline constexpr int marksRole = Qt::UserRole + 100;

} // namespace spp::workbench

Q_DECLARE_METATYPE(spp::workbench::TextMark)
