// SPDX-License-Identifier: MIT
#include "app/workbench/world/home_changes_bar.h"

#include "app/workbench/models/words.h"
#include "app/workbench/world/private_homes.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace spp::workbench
{

HomeChangesBar::HomeChangesBar(PrivateHomes& homes, QWidget* parent)
    : TintedFrame(Meaning::Changed, parent), m_homes(homes), m_sentence(new QLabel)
{
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    auto* look = new QPushButton(tr("Look and Decide"));
    look->setToolTip(tr("Shows what was changed, to be kept in the home or thrown away"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 6, 4);
    row->addWidget(m_sentence, 1);
    row->addWidget(look);
    hide();
    connect(look, &QPushButton::clicked, this, &HomeChangesBar::lookWanted);
    connect(&m_homes, &PrivateHomes::changed, this, &HomeChangesBar::showHome);
}

QString HomeChangesBar::sentence() const
{
    return m_sentence->text();
}

void HomeChangesBar::showHome()
{
    if (m_homes.isUndecided())
        m_sentence->setText(
            tr("The plugins made %1 in their private home, which the next run throws away.")
                .arg(formatCount(m_homes.shown()->home.changed.changes.size(), QStringLiteral("change"))));
    setVisible(m_homes.isUndecided());
}

} // namespace spp::workbench
