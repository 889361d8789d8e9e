// SPDX-License-Identifier: MIT
/// One line of plain text that never widens its window: what does not fit is cut with "…", and the tool tip has it all.
/// Its colour may have a meaning, for which the palette is asked at each painting. Not thread-safe: a widget.
#pragma once

#include "app/workbench/settings/colours.h"

#include <QWidget>

#include <optional>

namespace spp::workbench
{

class ElidedLabel : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    void setText(const QString& text, std::optional<Meaning> meaning = std::nullopt);
    QString text() const { return m_text; }
    std::optional<Meaning> meaning() const { return m_meaning; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    std::optional<Meaning> m_meaning;
};

} // namespace spp::workbench
