// SPDX-License-Identifier: MIT
/// Where a person types the client's lines: Enter says one, Up and Down bring earlier ones back. Not thread-safe: a widget.
#pragma once

#include <QLineEdit>
#include <QStringList>

namespace spp::workbench
{

class ClientInput : public QLineEdit
{
    Q_OBJECT

public:
    explicit ClientInput(QWidget* parent = nullptr);

signals:
    void said(const QString& line);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void say();
    void recall(qsizetype place);

    QStringList m_history;
    qsizetype m_place = 0; ///< in the history; behind its end: the line that is being written
    QString m_unsaid;      ///< that line, while an earlier one is shown
};

} // namespace spp::workbench
