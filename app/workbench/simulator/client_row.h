// SPDX-License-Identifier: MIT
/// What a person says for the client: line by line, or a whole message at once, composed or from a file. Not thread-safe: a widget.
#pragma once

#include <QWidget>

#include <string>

class QToolButton;

namespace spp::workbench
{

class ClientInput;

class ClientRow : public QWidget
{
    Q_OBJECT

public:
    explicit ClientRow(QWidget* parent = nullptr);

    /// @param hint shown where nothing is typed yet
    void setMaySpeak(bool may, const QString& hint);
    /// A message can be sent while the server waits for the client.
    void setMaySend(bool may);
    /// As a person chooses it from the menu.
    void sendFile(const QString& path);

signals:
    void said(const QString& line);
    /// As scenario::formatMessage() makes it.
    void sent(const std::string& message);
    /// Why a file could not be sent.
    void failed(const QString& sentence);

private:
    void compose();
    void chooseFile();

    ClientInput* m_input;
    QToolButton* m_message;
};

} // namespace spp::workbench
