// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/answer_editor.h"

#include "app/workbench/debugger/live_delegate.h"
#include "app/workbench/models/words.h"
#include "app/workbench/simulator/value_table.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QVBoxLayout>

namespace spp::workbench
{

using Exit = plugin::Exit;

namespace
{

constexpr int printedWidth = 220; // pixels
constexpr int maxExitCode = 255;
constexpr int maxSignal = 64;

QString describeOutcome(const debug::Preview& preview)
{
    QStringList parts;
    if (preview.verdict)
        parts.append(QObject::tr("The section ends: %1.").arg(shownLine(session::formatVerdict(*preview.verdict))));
    else if (!preview.nextPlugin.empty())
        parts.append(QObject::tr("Next, %1 runs.").arg(shownLine(preview.nextPlugin)));
    if (!preview.replies.empty())
        parts.append(QObject::tr("The client is sent: %1").arg(QString::fromStdString(preview.replies).trimmed()));
    if (preview.closes)
        parts.append(QObject::tr("The connection is closed."));
    return parts.join(u' ');
}

} // namespace

AnswerEditor::AnswerEditor(QWidget* parent)
    : QWidget(parent),
      m_table(new ValueTable(m_model, ValueTable::Rows::OneLine, {printedWidth, 0})),
      m_ending(new QComboBox),
      m_number(new QSpinBox),
      m_outcome(new QLabel)
{
    m_table->setItemDelegate(new LiveDelegate(m_table));
    m_ending->addItems({tr("exit status"), tr("killed by signal")});
    m_outcome->setWordWrap(true);
    m_outcome->setTextFormat(Qt::PlainText);
    auto* label = new QLabel(tr("&Ends with"));
    label->setBuddy(m_ending);
    auto* add = new QPushButton(tr("&Add Line"));
    auto* remove = new QPushButton(tr("Re&move Line"));
    auto* row = new QHBoxLayout;
    row->addWidget(add);
    row->addWidget(remove);
    row->addStretch(1);
    row->addWidget(label);
    row->addWidget(m_ending);
    row->addWidget(m_number);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table, 1);
    column->addWidget(m_outcome);
    column->addLayout(row);

    connect(add, &QPushButton::clicked, this, &AnswerEditor::addLine);
    connect(remove, &QPushButton::clicked, this, &AnswerEditor::removeLine);
    connect(&m_model, &AnswerModel::changed, this, &AnswerEditor::changed);
    connect(m_ending, &QComboBox::currentIndexChanged, this, [this](int ending) {
        m_number->setRange(ending == 0 ? 0 : 1, ending == 0 ? maxExitCode : maxSignal);
        changed();
    });
    connect(m_number, &QSpinBox::valueChanged, this, &AnswerEditor::changed);
}

void AnswerEditor::show(const plugin::Answer& answer)
{
    const QScopedValueRollback filling(m_filling, true);
    m_shown = answer;
    m_model.show(answer.output);
    m_ending->setCurrentIndex(answer.exit.kind == Exit::Kind::Signal ? 1 : 0);
    m_number->setRange(m_ending->currentIndex(), m_ending->currentIndex() == 0 ? maxExitCode : maxSignal);
    m_number->setValue(answer.exit.number);
    m_outcome->clear();
}

void AnswerEditor::showPreview(const debug::Preview& preview)
{
    m_model.showEffects(preview);
    m_outcome->setText(describeOutcome(preview));
}

plugin::Answer AnswerEditor::answer() const
{
    plugin::Answer answer = m_shown;
    answer.output = m_model.output();
    const auto kind = m_ending->currentIndex() == 0 ? Exit::Kind::Code : Exit::Kind::Signal;
    // How it ended is left as it was, with its reason, until somebody says otherwise.
    if (m_number->value() != m_shown.exit.number || (kind == Exit::Kind::Signal) != m_shown.exit.crashed())
        answer.exit = {kind, m_number->value(), {}};
    return answer;
}

QString AnswerEditor::outcome() const
{
    return m_outcome->text();
}

void AnswerEditor::addLine()
{
    const QModelIndex current = m_table->currentIndex();
    const int row = m_model.addRow(current.isValid() ? current.row() : m_model.rowCount() - 1);
    m_table->setCurrentIndex(m_model.index(row, AnswerModel::PrintedColumn));
    m_table->edit(m_table->currentIndex());
}

void AnswerEditor::removeLine()
{
    if (const QModelIndex current = m_table->currentIndex(); current.isValid())
        m_model.removeRow(current.row());
}

void AnswerEditor::changed()
{
    if (!m_filling)
        emit edited();
}

} // namespace spp::workbench
