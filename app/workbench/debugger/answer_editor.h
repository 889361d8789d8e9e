// SPDX-License-Identifier: MIT
/// A plugin's answer, to be changed by a person: its lines, its exit status, and what that comes to. Not thread-safe: a widget.
#pragma once

#include "app/workbench/debugger/answer_model.h"
#include "core/plugin/answer.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;
class QTableView;

namespace spp::workbench
{

class AnswerEditor : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerEditor(QWidget* parent = nullptr);

    void show(const plugin::Answer& answer);
    void showPreview(const debug::Preview& preview);
    /// As it is now; its log is the one that was shown.
    plugin::Answer answer() const;
    AnswerModel& model() { return m_model; }
    QString outcome() const;

signals:
    void edited();

private:
    void addLine();
    void removeLine();
    void changed();

    AnswerModel m_model;
    plugin::Answer m_shown;
    QTableView* m_table;
    QComboBox* m_ending;
    QSpinBox* m_number;
    QLabel* m_outcome;
    bool m_filling = false;
};

} // namespace spp::workbench
