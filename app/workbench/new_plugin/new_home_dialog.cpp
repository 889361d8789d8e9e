// SPDX-License-Identifier: MIT
#include "app/workbench/new_plugin/new_home_dialog.h"

#include "core/library/plugin_template.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace spp::workbench
{

namespace
{

constexpr int newHomeWidth = 560; // pixels

} // namespace

NewHomeDialog::NewHomeDialog(const QString& near, QWidget* parent)
    : QDialog(parent),
      m_folder(new QLineEdit(QDir::toNativeSeparators(QDir(near).filePath(QStringLiteral("qmail-home"))))),
      m_host(new QLineEdit(QStringLiteral("mail.example.org"))),
      m_domain(new QLineEdit(QStringLiteral("example.org"))),
      m_trouble(new QLabel),
      m_create(nullptr)
{
    setWindowTitle(tr("New Home"));
    setMinimumWidth(newHomeWidth);
    auto* about = new QLabel(
        tr("A home is a folder with control files, plugins and dialogs. The new one has a first plugin in it, and a "
           "dialog that exercises it: press F5."));
    for (QLabel* label : {about, m_trouble}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_trouble->setForegroundRole(QPalette::PlaceholderText);
    m_trouble->setMinimumHeight(m_trouble->fontMetrics().lineSpacing());
    auto* choose = new QPushButton(tr("&Browse…"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_folder, 1);
    row->addWidget(choose);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_create = buttons->button(QDialogButtonBox::Ok);
    m_create->setText(tr("Create"));
    auto* form = new QFormLayout;
    auto* folderLabel = new QLabel(tr("&Folder:"));
    folderLabel->setBuddy(m_folder); // a row of several widgets has none
    form->addRow(folderLabel, row);
    form->addRow(tr("Name of the &server:"), m_host);
    form->addRow(tr("Takes mail for the &domain:"), m_domain);
    auto* column = new QVBoxLayout(this);
    column->addWidget(about);
    column->addLayout(form);
    column->addWidget(m_trouble);
    column->addStretch(1);
    column->addWidget(buttons);

    for (QLineEdit* line : {m_folder, m_host, m_domain})
        connect(line, &QLineEdit::textChanged, this, &NewHomeDialog::showPlan);
    connect(choose, &QPushButton::clicked, this, &NewHomeDialog::browse);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showPlan();
}

QString NewHomeDialog::folder() const
{
    return QDir::cleanPath(QDir::fromNativeSeparators(m_folder->text()));
}

QString NewHomeDialog::host() const
{
    return m_host->text().trimmed();
}

QString NewHomeDialog::domain() const
{
    return m_domain->text().trimmed();
}

QString NewHomeDialog::trouble() const
{
    const QFileInfo info(folder());
    if (m_folder->text().isEmpty() || !info.isAbsolute())
        return tr("Give the whole path of the folder, from / on.");
    if (info.exists() && !info.isDir())
        return tr("There is a file of that name.");
    if (info.isDir() && !QDir(folder()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        return tr("That folder is not empty; name one that is, or that is not there yet.");
    if (!library::isDomain(host().toStdString()) || !library::isDomain(domain().toStdString()))
        return tr("Names of servers and domains have letters, digits, dots and dashes.");
    return {};
}

void NewHomeDialog::browse()
{
    const QString chosen =
        QFileDialog::getExistingDirectory(this, tr("Folder of the New Home"), QFileInfo(folder()).path());
    if (!chosen.isEmpty())
        m_folder->setText(chosen);
}

void NewHomeDialog::showPlan()
{
    m_trouble->setText(trouble());
    m_create->setEnabled(trouble().isEmpty());
}

} // namespace spp::workbench
