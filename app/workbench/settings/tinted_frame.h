// SPDX-License-Identifier: MIT
/// A strip across the window that tells something: tinted by what it means, in light and dark. Not thread-safe: a widget.
#pragma once

#include "app/workbench/settings/colours.h"

#include <QFrame>

namespace spp::workbench
{

class TintedFrame : public QFrame
{
    Q_OBJECT

public:
    explicit TintedFrame(Meaning meaning, QWidget* parent = nullptr);

    void setMeaning(Meaning meaning);

protected:
    void changeEvent(QEvent* event) override;

private:
    void followPalette();

    Meaning m_meaning;
};

} // namespace spp::workbench
