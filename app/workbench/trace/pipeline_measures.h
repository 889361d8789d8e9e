// SPDX-License-Identifier: MIT
/// Where things stand in the picture of the pipeline; what lays it out and what paints it agree on it. In pixels where nothing else is
/// said.
#pragma once

#include <QFontMetrics>
#include <QString>

namespace spp::workbench::pipeline_measures
{

inline constexpr int margin = 10;
inline constexpr int boxPadding = 6;
inline constexpr int stripHeight = 4;
inline constexpr int titleCharacters = 15; // of a row

inline int lineHeight(const QFontMetrics& metrics)
{
    return metrics.height();
}

/// ":12", which is a link to the line.
inline QString numberOf(const QString& place)
{
    return place.mid(place.lastIndexOf(u':'));
}

} // namespace spp::workbench::pipeline_measures
