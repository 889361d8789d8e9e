// SPDX-License-Identifier: MIT
/// "2 errors, 1 warning" for the status bar: how many mistakes a home has. Not thread-safe: a widget.
#pragma once

#include <QToolButton>

namespace spp::workbench
{

class FindingsModel;

class SummaryButton : public QToolButton
{
    Q_OBJECT

public:
    /// `model` must live longer than the button.
    explicit SummaryButton(const FindingsModel& model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showSummary();

    const FindingsModel& m_model;
};

} // namespace spp::workbench
