// SPDX-License-Identifier: MIT
/// Says below the steps that plugins have changed their private home, as long as nobody has decided about it. Not thread-safe: a widget.
#pragma once

#include <QFrame>

class QLabel;

namespace spp::workbench
{

class PrivateHomes;

class HomeChangesBar : public QFrame
{
    Q_OBJECT

public:
    /// `homes` must live longer than the bar.
    explicit HomeChangesBar(PrivateHomes& homes, QWidget* parent = nullptr);

    QString sentence() const;

signals:
    /// The person wants to see the changes.
    void lookWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showHome();
    void followPalette();

    PrivateHomes& m_homes;
    QLabel* m_sentence;
};

} // namespace spp::workbench
