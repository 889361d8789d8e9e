// SPDX-License-Identifier: MIT
/// Where a person says which message a client sends: the dialog's, a file, or one to compose. Not thread-safe: a widget.
#pragma once

#include "app/workbench/debugger/client_message.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace spp::workbench
{

class ElidedLabel;

class MessageField : public QWidget
{
    Q_OBJECT

public:
    explicit MessageField(QWidget* parent = nullptr);

    const ClientMessage& message() const { return m_message; }
    void setMessage(const ClientMessage& message);

signals:
    /// By the person.
    void edited();

private:
    void choose();
    void change();
    void show();

    ClientMessage m_message;
    QComboBox* m_sources;
    QPushButton* m_change;
    ElidedLabel* m_about; ///< which file, how much text
};

} // namespace spp::workbench
