// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/objections_dialog.h"

#include "app/workbench/debugger/list_view.h"
#include "app/workbench/models/words.h"
#include "app/workbench/settings/colours.h"
#include "app/workbench/simulator/byte_view.h"
#include "app/workbench/simulator/outcome_colours.h"
#include "core/trace/links.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace spp::workbench
{

namespace
{

constexpr int dialogWidth = 760; // pixels, at first
constexpr int dialogHeight = 420;

/// Verdicts in the colour of their outcome.
class OpinionDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.column() != ObjectionsModel::VerdictColumn)
            return;
        const auto outcome = static_cast<trace::Outcome>(index.data(ObjectionsModel::OutcomeRole).toInt());
        const auto meaning = meaningOf(outcome);
        option->palette.setColor(QPalette::Text, meaning ? foreground(*meaning, option->palette)
                                                         : option->palette.color(QPalette::PlaceholderText));
    }
};

QString headingOf(std::span<const trace::Step> steps, std::size_t deciding)
{
    const trace::Step& command = steps[trace::commandOf(steps, deciding)];
    const QString plugin = shownLine(steps[deciding].plugin->call.line);
    const QString section = QString::fromUtf8(control::formatSection(steps[deciding].plugin->call.section));
    const QString others =
        formatCount(debug::pluginsNotAsked(steps, deciding).size(), ObjectionsDialog::tr("other plugin"));
    return ObjectionsDialog::tr("At “%1” %2 ended [%3] before %4 behind it could be asked.")
        .arg(shownWords(command.title), plugin, section, others);
}

} // namespace

ObjectionsDialog::ObjectionsDialog(Engine& engine, HearingRequest request, std::span<const trace::Step> steps,
                                   std::size_t deciding, QWidget* parent)
    : QDialog(parent),
      m_engine(engine),
      m_request(std::move(request)),
      m_model(steps, deciding),
      m_warning(new QLabel(tr("Asking them really runs them: what they do outside the session, to files, databases or "
                              "other servers, is done. In the session nothing changes."))),
      m_list(new ListView(m_model, ObjectionsModel::ReplyColumn)),
      m_state(new QLabel),
      m_showsLog(new QCheckBox(tr("Show &standard error"))),
      m_log(new ByteView),
      m_ask(new QPushButton(tr("&Ask Them"))),
      m_stop(new QPushButton(tr("S&top")))
{
    setWindowTitle(tr("Who Else Would Have Objected?"));
    resize(dialogWidth, dialogHeight);
    auto* heading = new QLabel(headingOf(steps, deciding));
    for (QLabel* label : {heading, m_warning}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_warning->setAutoFillBackground(true);
    m_warning->setMargin(6);
    m_list->setItemDelegate(new OpinionDelegate(m_list));
    m_list->setAccessibleName(tr("What each plugin says"));
    m_list->setFrameShape(QFrame::StyledPanel);
    m_list->setCurrentIndex(m_model.index(0, 0));
    m_stop->setToolTip(tr("Kill the plugin that is being asked, and ask no other"));
    m_showsLog->setToolTip(tr("What the selected plugin wrote to standard error"));
    m_log->setAccessibleName(tr("Standard error"));
    m_log->hide();
    auto* close = new QPushButton(tr("Close"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_showsLog);
    row->addStretch(1);
    for (QPushButton* button : {m_ask, m_stop, close})
        row->addWidget(button);
    auto* column = new QVBoxLayout(this);
    column->addWidget(heading);
    column->addWidget(m_warning);
    column->addWidget(m_list, 3);
    column->addWidget(m_state);
    column->addWidget(m_log, 2);
    column->addLayout(row);
    m_ask->setDefault(true);

    connect(m_ask, &QPushButton::clicked, this, &ObjectionsDialog::ask);
    connect(m_stop, &QPushButton::clicked, &m_engine, &Engine::stopHearing);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_showsLog, &QCheckBox::toggled, m_log, &QWidget::setVisible);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ObjectionsDialog::showLog);
    connect(&m_engine, &Engine::heard, this, [this](quint64 hearing, const debug::Opinion& opinion) {
        if (hearing != m_hearing)
            return;
        m_model.add(opinion);
        showState();
    });
    connect(&m_engine, &Engine::hearingEnded, this, [this](quint64 hearing, const QString& trouble) {
        if (hearing == m_hearing)
            end(trouble);
    });
    followPalette();
    showState();
    showLog();
}

ObjectionsDialog::~ObjectionsDialog()
{
    if (m_model.isAsking())
        m_engine.stopHearing();
}

void ObjectionsDialog::ask()
{
    m_model.begin();
    m_hearing = m_engine.hear(m_request);
    showState();
}

void ObjectionsDialog::end(const QString& trouble)
{
    m_model.end();
    showState();
    if (!trouble.isEmpty())
        m_state->setText(trouble);
}

void ObjectionsDialog::showState()
{
    m_state->setText(m_model.summary());
    m_ask->setEnabled(!m_model.isAsking());
    m_ask->setText(m_hearing == 0 ? tr("&Ask Them") : tr("&Ask Again"));
    m_stop->setEnabled(m_model.isAsking());
    showLog();
}

void ObjectionsDialog::showLog()
{
    const std::string log = m_model.log(m_list->currentIndex().row());
    m_log->show(log);
    m_log->setPlaceholderText(tr("It has written nothing to standard error."));
}

void ObjectionsDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        followPalette();
}

void ObjectionsDialog::followPalette()
{
    QPalette colours = QGuiApplication::palette();
    colours.setColor(QPalette::Window, background(Meaning::Changed, colours));
    m_warning->setPalette(colours);
}

} // namespace spp::workbench
