// SPDX-License-Identifier: MIT
#include "app/workbench/settings/flat_buttons.h"

#include <QToolButton>

namespace spp::workbench
{

namespace
{

QToolButton* newFlatButton(const QString& toolTip)
{
    auto* button = new QToolButton;
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setAutoRaise(true);
    return button;
}

} // namespace

QToolButton* newIconButton(LineIcon icon, const QString& toolTip)
{
    QToolButton* button = newFlatButton(toolTip);
    button->setIcon(lineIcon(icon));
    return button;
}

QToolButton* newSwitchButton(const QString& text, const QString& toolTip)
{
    QToolButton* button = newFlatButton(toolTip);
    button->setText(text);
    button->setCheckable(true);
    return button;
}

} // namespace spp::workbench
