// SPDX-License-Identifier: MIT
#include "app/workbench/world/home_changes_view.h"

#include "app/workbench/debugger/list_view.h"
#include "app/workbench/settings/colours.h"
#include "app/workbench/world/private_homes.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace spp::workbench
{

HomeChangesView::HomeChangesView(PrivateHomes& homes, QWidget* parent)
    : QWidget(parent),
      m_homes(homes),
      m_sentence(new QLabel),
      m_trouble(new QLabel),
      m_keep(new QPushButton(tr("&Keep"))),
      m_throwAway(new QPushButton(tr("Throw A&way")))
{
    for (QLabel* label : {m_sentence, m_trouble}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto* list = new ListView(m_model, HomeChangesModel::PathColumn);
    list->setObjectName(QStringLiteral("homeChanges"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 6, 6, 6);
    column->setSpacing(4);
    column->addWidget(m_sentence);
    column->addWidget(list, 1);
    column->addWidget(m_trouble);
    column->addWidget(makeButtons());
    connect(&m_homes, &PrivateHomes::changed, this, &HomeChangesView::showHome);
    followPalette();
    showHome();
}

QWidget* HomeChangesView::makeButtons()
{
    m_keep->setToolTip(tr("The files of the home itself become as the plugins left them in the copy"));
    m_throwAway->setToolTip(tr("The copy is removed; the home itself is as it was"));
    connect(m_keep, &QPushButton::clicked, &m_homes, &PrivateHomes::keep);
    connect(m_throwAway, &QPushButton::clicked, &m_homes, &PrivateHomes::throwAway);
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(m_throwAway);
    row->addWidget(m_keep);
    return buttons;
}

QString HomeChangesView::title() const
{
    const int count = m_model.rowCount();
    return count == 0 ? tr("Home") : tr("Home (%1)").arg(count);
}

QString HomeChangesView::sentence() const
{
    return m_sentence->text();
}

QString HomeChangesView::trouble() const
{
    return m_trouble->text();
}

void HomeChangesView::showHome()
{
    const Run* run = m_homes.shown();
    m_model.show(run ? run->home.changed.changes : std::vector<HomeChange>());
    m_sentence->setText(run ? describeHome(*run, m_homes.goesOn()) : QString());
    m_trouble->setText(run ? run->home.trouble : QString());
    m_trouble->setVisible(!m_trouble->text().isEmpty());
    m_keep->setEnabled(m_homes.isUndecided());
    m_throwAway->setEnabled(m_homes.isUndecided());
}

void HomeChangesView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        followPalette();
}

void HomeChangesView::followPalette()
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, foreground(Meaning::Error, colours));
    m_trouble->setPalette(colours);
}

} // namespace spp::workbench
