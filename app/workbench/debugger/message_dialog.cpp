// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/message_dialog.h"

#include "app/workbench/debugger/client_message.h"
#include "app/workbench/models/text_file.h"
#include "app/workbench/models/words.h"
#include "app/workbench/simulator/elided_label.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace spp::workbench
{

namespace
{

/// So many characters by lines are seen at first: the 78 that RFC 5322 2.1.1 would have lines keep to.
constexpr QSize shownText(80, 22);

} // namespace

QString messageFilter()
{
    return QObject::tr("Messages (*.eml *.txt *.msg);;All files (*)");
}

MessageDialog::MessageDialog(const QString& text, const QString& accept, QWidget* parent)
    : QDialog(parent), m_text(new QPlainTextEdit(text.isEmpty() ? sampleMessage() : text)), m_about(new ElidedLabel)
{
    setWindowTitle(tr("Message"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    const QFontMetrics metrics = m_text->fontMetrics();
    m_text->setMinimumSize(metrics.horizontalAdvance(u'x') * 40, metrics.lineSpacing() * 8);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    m_accept->setText(accept);
    // At the other side, away from what ends the dialog.
    auto* open = buttons->addButton(tr("Take from File…"), QDialogButtonBox::ResetRole);
    connect(open, &QPushButton::clicked, this, &MessageDialog::takeFromFile);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_text, &QPlainTextEdit::textChanged, this, &MessageDialog::showSize);

    auto* label = new QLabel(tr("Headers, an empty line, the &body. Line ends and dots are made as SMTP wants them."));
    label->setBuddy(m_text);
    auto* column = new QVBoxLayout(this);
    column->addWidget(label);
    column->addWidget(m_text, 1);
    column->addWidget(m_about);
    column->addWidget(buttons);
    resize(metrics.horizontalAdvance(u'x') * shownText.width() + 60, metrics.lineSpacing() * shownText.height() + 120);
    showSize();
}

QString MessageDialog::text() const
{
    return m_text->toPlainText();
}

std::optional<QString> MessageDialog::compose(const QString& text, const QString& accept, QWidget* parent)
{
    MessageDialog dialog(text, accept, parent);
    return dialog.exec() == Accepted ? std::optional(dialog.text()) : std::nullopt;
}

void MessageDialog::takeFromFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Take the Message from a File"), {}, messageFilter());
    if (!path.isEmpty())
        take(path);
}

void MessageDialog::take(const QString& path)
{
    const auto file = readTextFile(path);
    if (!file)
        return m_about->setText(shownWords(file.error().message), Meaning::Error);
    if (file->encoding != Encoding::Utf8)
        return m_about->setText(
            tr("%1: is not UTF-8, so that its bytes can't be kept here; send the file itself instead").arg(path),
            Meaning::Error);
    // In one step, which undo takes back.
    QTextCursor all(m_text->document());
    all.select(QTextCursor::Document);
    all.insertText(file->text);
}

void MessageDialog::showSize()
{
    m_accept->setEnabled(!m_text->document()->isEmpty());
    m_about->setText(describeSize(text()));
}

} // namespace spp::workbench
