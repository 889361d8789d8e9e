// SPDX-License-Identifier: MIT
/// Where a person composes a message: header, an empty line, body, as text. Not thread-safe: a widget.
#pragma once

#include <QDialog>
#include <QString>

#include <optional>

class QPlainTextEdit;
class QPushButton;

namespace spp::workbench
{

class ElidedLabel;

/// Of file dialogs.
QString messageFilter();

class MessageDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param text empty: a small sample
    /// @param accept what the button says that ends it
    explicit MessageDialog(const QString& text, const QString& accept, QWidget* parent = nullptr);

    QString text() const;

    /// Shows one. @return what was composed; nullopt: the person has thought better of it
    static std::optional<QString> compose(const QString& text, const QString& accept, QWidget* parent);

    /// What a file has takes the place of the text, if it is UTF-8 text; if not, the dialog says so.
    void take(const QString& path);

private:
    void takeFromFile();
    void showSize();

    QPlainTextEdit* m_text;
    ElidedLabel* m_about; ///< its size, or why a file can't be had
    QPushButton* m_accept = nullptr;
};

} // namespace spp::workbench
