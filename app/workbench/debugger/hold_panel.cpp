// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/hold_panel.h"

#include "app/workbench/debugger/answer_editor.h"
#include "app/workbench/debugger/debugger.h"
#include "app/workbench/debugger/environment_editor.h"
#include "app/workbench/debugger/fault_words.h"
#include "app/workbench/debugger/hold_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>

namespace spp::workbench
{

using debug::Place;

namespace
{

constexpr int faultRole = Qt::UserRole + 1;
constexpr double maxDelay = 3600; // seconds: clients give up sooner

/// Bytes of SMTP as lines of a text edit, and back.
QString withoutReturns(const std::string& bytes)
{
    return QString::fromStdString(bytes).remove(u'\r');
}

std::string withReturns(const QString& text)
{
    QString lines = text;
    if (!lines.endsWith(u'\n'))
        lines += u'\n';
    return lines.replace(QStringLiteral("\n"), QStringLiteral("\r\n")).toStdString();
}

} // namespace

HoldPanel::HoldPanel(Engine& engine, Debugger& debugger, QWidget* parent)
    : QWidget(parent),
      m_engine(engine),
      m_debugger(debugger),
      m_sentence(new QLabel),
      m_reason(new QLabel),
      m_deed(new QComboBox),
      m_delay(new QDoubleSpinBox),
      m_pages(new QStackedWidget),
      m_environment(new EnvironmentEditor),
      m_answer(new AnswerEditor),
      m_nothing(new QLabel(tr("It is not run; the session goes on as if it had printed nothing and ended with 0."))),
      m_text(new QPlainTextEdit),
      m_clientGone(new QCheckBox(tr("The client &goes away here")))
{
    m_pages->addWidget(m_environment);
    m_pages->addWidget(m_answer);
    m_pages->addWidget(m_nothing);
    m_pages->addWidget(makeTextPage());
    m_nothing->setWordWrap(true);
    m_nothing->setAlignment(Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 6, 6, 6);
    column->addWidget(makeHead());
    column->addWidget(makePluginRow());
    column->addWidget(m_pages, 1);
    column->addWidget(m_clientGone);
    column->addWidget(makeButtons());

    connect(&m_environment->model(), &EnvironmentEditModel::changed, this, &HoldPanel::decide);
    connect(m_answer, &AnswerEditor::edited, this, &HoldPanel::decide);
    connect(m_text, &QPlainTextEdit::textChanged, this, &HoldPanel::decide);
    connect(m_clientGone, &QCheckBox::toggled, this, &HoldPanel::decide);
    connect(m_delay, &QDoubleSpinBox::valueChanged, this, &HoldPanel::decide);
    connect(m_deed, &QComboBox::currentIndexChanged, this, &HoldPanel::showDeed);
    connect(&m_engine, &Engine::previewed, this,
            [this](quint64, const debug::Preview& preview) { m_answer->showPreview(preview); });
}

QWidget* HoldPanel::makeHead()
{
    QFont bold = m_sentence->font();
    bold.setBold(true);
    m_sentence->setFont(bold);
    for (QLabel* label : {m_sentence, m_reason}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    auto* head = new QWidget;
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_sentence);
    column->addWidget(m_reason);
    return head;
}

QWidget* HoldPanel::makePluginRow()
{
    m_deed->addItem(tr("Run it"), static_cast<int>(Deed::Run));
    m_deed->addItem(tr("Answer in its place"), static_cast<int>(Deed::Answer));
    m_deed->addItem(tr("Skip it"), static_cast<int>(Deed::Skip));
    m_deed->insertSeparator(m_deed->count());
    for (const debug::Fault fault : allFaults) {
        m_deed->addItem(tr("Fault: %1").arg(describeFault(fault)), static_cast<int>(Deed::Fault));
        m_deed->setItemData(m_deed->count() - 1, static_cast<int>(fault), faultRole);
    }
    m_delay->setRange(0, maxDelay);
    m_delay->setDecimals(1);
    m_delay->setSuffix(tr(" s"));
    m_delay->setToolTip(tr("So long after its end its output has an effect"));
    auto* label = new QLabel(tr("&Delay:"));
    label->setBuddy(m_delay);
    m_pluginRow = new QWidget;
    auto* row = new QHBoxLayout(m_pluginRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_deed, 1);
    row->addWidget(label);
    row->addWidget(m_delay);
    return m_pluginRow;
}

QWidget* HoldPanel::makeTextPage()
{
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_textPage = m_text;
    return m_text;
}

QWidget* HoldPanel::makeButtons()
{
    m_keep = new QPushButton(tr("&Keep as Override…"));
    m_keep->setToolTip(tr("From now on the same is done in every run of this dialog"));
    m_revert = new QPushButton(tr("Re&vert"));
    auto* goOn = new QPushButton(tr("Go &On"));
    goOn->setDefault(true);
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_keep);
    row->addStretch(1);
    row->addWidget(m_revert);
    row->addWidget(goOn);
    connect(m_keep, &QPushButton::clicked, this, &HoldPanel::keep);
    connect(m_revert, &QPushButton::clicked, this, &HoldPanel::revert);
    connect(goOn, &QPushButton::clicked, this, &HoldPanel::goOnWanted);
    return buttons;
}

void HoldPanel::show(const debug::Held& held)
{
    m_held = held;
    m_sentence->setText(describePlace(held.stop));
    m_reason->setText(describeReason(held, m_debugger.pace()));
    m_pluginRow->setVisible(isAtPlugin());
    m_deed->setVisible(held.stop.place == Place::BeforePlugin);
    m_keep->setVisible(isAtPlugin());
    revert();
}

void HoldPanel::revert()
{
    const QScopedValueRollback filling(m_filling, true);
    m_deed->setCurrentIndex(0);
    m_delay->setValue(0);
    m_clientGone->setChecked(false);
    if (const auto* call = std::get_if<plugin::Call>(&m_held.subject)) {
        m_environment->model().show(call->environment);
        m_answer->show({});
        m_pages->setCurrentWidget(m_environment);
    } else if (const auto* answer = std::get_if<plugin::Answer>(&m_held.subject)) {
        m_answer->show(*answer);
        if (m_held.preview)
            m_answer->showPreview(*m_held.preview);
        m_pages->setCurrentWidget(m_answer);
    } else if (const auto* text = std::get_if<std::string>(&m_held.subject)) {
        m_text->setPlainText(withoutReturns(*text));
        m_pages->setCurrentWidget(m_textPage);
    }
    m_debugger.setDecision({});
    m_keep->setEnabled(false);
    m_revert->setEnabled(false);
}

QString HoldPanel::sentence() const
{
    return m_sentence->text();
}

QString HoldPanel::reason() const
{
    return m_reason->text();
}

HoldPanel::Deed HoldPanel::deed() const
{
    return static_cast<Deed>(m_deed->currentData().toInt());
}

bool HoldPanel::isAtPlugin() const
{
    return m_held.stop.place == Place::BeforePlugin || m_held.stop.place == Place::AfterOutput;
}

debug::Intervention HoldPanel::intervention() const
{
    debug::Intervention what;
    what.delay = std::chrono::milliseconds(std::lround(m_delay->value() * 1000));
    if (const auto* answer = std::get_if<plugin::Answer>(&m_held.subject)) {
        if (m_answer->answer() != *answer)
            what.answer = m_answer->answer();
        return what;
    }
    switch (deed()) {
    case Deed::Run: what.environment = m_environment->model().edited(); break;
    case Deed::Answer: what.answer = m_answer->answer(); break;
    case Deed::Skip: what.answer = plugin::Answer{}; break;
    case Deed::Fault:
        what.environment = m_environment->model().edited();
        what.fault = static_cast<debug::Fault>(m_deed->currentData(faultRole).toInt());
        break;
    }
    return what;
}

debug::Decision HoldPanel::decision() const
{
    debug::Decision decision;
    decision.clientGone = m_clientGone->isChecked();
    if (isAtPlugin())
        decision.plugin = intervention();
    else if (const auto& text = std::get<std::string>(m_held.subject); m_text->toPlainText() != withoutReturns(text))
        decision.text = withReturns(m_text->toPlainText());
    return decision;
}

void HoldPanel::showDeed()
{
    if (m_held.stop.place != Place::BeforePlugin)
        return;
    m_pages->setCurrentWidget(deed() == Deed::Answer ? static_cast<QWidget*>(m_answer)
                              : deed() == Deed::Skip ? static_cast<QWidget*>(m_nothing)
                                                     : m_environment);
    decide();
}

/// Whatever the person has changed is the decision from now on.
void HoldPanel::decide()
{
    if (m_filling || std::holds_alternative<std::monostate>(m_held.subject))
        return;
    const debug::Decision decided = decision();
    m_keep->setEnabled(!decided.plugin.isEmpty());
    m_revert->setEnabled(decided.clientGone || decided.text || !decided.plugin.isEmpty());
    m_debugger.setDecision(decided);
    if (m_pages->currentWidget() == m_answer)
        m_engine.preview(m_answer->answer());
}

void HoldPanel::keep()
{
    debug::Override kept;
    kept.plugin = m_held.stop.plugin;
    kept.what = intervention();
    bool accepted = false;
    const QString name = QInputDialog::getText(
        this, tr("Keep as Override"), tr("Name:"), QLineEdit::Normal,
        tr("%1 %2").arg(QString::fromStdString(kept.plugin), describeIntervention(kept.what)), &accepted);
    if (!accepted)
        return;
    kept.name = name.toStdString();
    emit keepWanted(kept);
}

} // namespace spp::workbench
