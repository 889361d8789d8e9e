// SPDX-License-Identifier: MIT
/// Says below the steps that plugins have changed their private home, as long as nobody has decided about it. Not thread-safe: a widget.
#pragma once

#include "app/workbench/settings/tinted_frame.h"

class QLabel;

namespace spp::workbench
{

class PrivateHomes;

class HomeChangesBar : public TintedFrame
{
    Q_OBJECT

public:
    /// `homes` must live longer than the bar.
    explicit HomeChangesBar(PrivateHomes& homes, QWidget* parent = nullptr);

    QString sentence() const;

signals:
    /// The person wants to see the changes.
    void lookWanted();

private:
    void showHome();

    PrivateHomes& m_homes;
    QLabel* m_sentence;
};

} // namespace spp::workbench
