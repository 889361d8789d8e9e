// SPDX-License-Identifier: MIT
/// One difference, line by line: what goes and what comes, in colours and with the numbers of both sides. Not thread-safe: a widget.
#pragma once

#include "core/deploy/line_difference.h"

#include <QPlainTextEdit>

#include <vector>

namespace spp::workbench
{

class DifferenceView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit DifferenceView(QWidget* parent = nullptr);

    void show(const deploy::Difference& difference);
    void showNothing();

protected:
    void changeEvent(QEvent* event) override;

private:
    void mark();

    std::vector<deploy::DiffLine::Kind> m_kinds; ///< of each line that is shown
};

} // namespace spp::workbench
