// SPDX-License-Identifier: MIT
#include "app/workbench/library/library_dialog.h"

#include "app/workbench/library/library_words.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <utility>

namespace spp::workbench
{

namespace
{

constexpr QSize librarySize{980, 640};
constexpr int libraryListWidth = 300; // pixels

constexpr int pluginRole = Qt::UserRole; ///< its place in the library

} // namespace

LibraryDialog::LibraryDialog(const QString& home, QWidget* parent)
    : QDialog(parent),
      m_home(home),
      m_filter(new QLineEdit),
      m_list(new QListWidget),
      m_about(new QTextBrowser),
      m_section(new QComboBox),
      m_trouble(new QLabel),
      m_insert(nullptr)
{
    setWindowTitle(tr("Insert Plugin from Library"));
    resize(librarySize);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_insert = buttons->button(QDialogButtonBox::Ok);
    m_insert->setText(tr("Insert"));
    m_trouble->setTextFormat(Qt::PlainText);
    m_trouble->setWordWrap(true);
    auto* sides = new QSplitter;
    sides->addWidget(makeListSide());
    sides->addWidget(makeDetails());
    sides->setStretchFactor(1, 1);
    sides->setSizes({libraryListWidth, librarySize.width() - libraryListWidth});
    auto* into = new QLabel(tr("&Section:"));
    into->setBuddy(m_section);
    auto* row = new QHBoxLayout;
    row->addWidget(into);
    row->addWidget(m_section);
    row->addWidget(m_trouble, 1);
    row->addWidget(buttons);
    auto* column = new QVBoxLayout(this);
    column->addWidget(sides, 1);
    column->addLayout(row);

    connect(m_filter, &QLineEdit::textChanged, this, &LibraryDialog::fillList);
    connect(m_list, &QListWidget::currentRowChanged, this, &LibraryDialog::showChosen);
    connect(m_list, &QListWidget::itemActivated, m_insert, &QPushButton::click);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_about->setPlainText(tr("Reading the library…"));
    showChosen();
}

void LibraryDialog::setPlugins(std::vector<library::LibraryPlugin> plugins, const QString& trouble)
{
    m_plugins = std::move(plugins);
    m_about->setPlainText(m_plugins.empty() ? tr("The library is empty.") : QString());
    m_unread = trouble;
    fillList();
    m_filter->setFocus();
}

const library::LibraryPlugin* LibraryDialog::chosen() const
{
    const auto* item = m_list->currentItem();
    return item ? &m_plugins[static_cast<std::size_t>(item->data(pluginRole).toInt())] : nullptr;
}

control::Section LibraryDialog::section() const
{
    return static_cast<control::Section>(m_section->currentData().toInt());
}

QString LibraryDialog::trouble() const
{
    const auto* plugin = chosen();
    if (!plugin)
        return {};
    const QString name = QStringLiteral("plugins/") + QString::fromStdString(plugin->head.name);
    return QFileInfo::exists(m_home + u'/' + name) ? tr("%1 is in this home already.").arg(name) : QString();
}

QString LibraryDialog::told() const
{
    return m_about->toPlainText();
}

QWidget* LibraryDialog::makeListSide()
{
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Plugins of the library"));
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_filter);
    column->addWidget(m_list, 1);
    return side;
}

QWidget* LibraryDialog::makeDetails()
{
    m_about->setOpenLinks(false);
    m_about->setAccessibleName(tr("About the plugin"));
    return m_about;
}

void LibraryDialog::fillList()
{
    m_list->clear();
    for (std::size_t each = 0; each < m_plugins.size(); ++each) {
        const auto& head = m_plugins[each].head;
        const QString name = QString::fromStdString(head.name);
        if (!QString::fromStdString(head.text).contains(m_filter->text(), Qt::CaseInsensitive))
            continue;
        auto* item = new QListWidgetItem(name + QStringLiteral("   ") + sectionWords(head), m_list);
        item->setData(pluginRole, static_cast<int>(each));
        item->setToolTip(QString::fromStdString(head.summary));
    }
    m_list->setCurrentRow(0);
    showChosen();
}

void LibraryDialog::showChosen()
{
    const auto* plugin = chosen();
    m_section->clear();
    m_section->setEnabled(plugin);
    if (plugin) {
        m_about->setHtml(libraryPluginAsHtml(*plugin));
        for (const auto section : plugin->head.sections) {
            const auto name = formatSection(section);
            m_section->addItem(u'[' + QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())) + u']',
                               static_cast<int>(section));
        }
    }
    m_trouble->setText(trouble().isEmpty() ? m_unread : trouble());
    m_insert->setEnabled(plugin && trouble().isEmpty());
}

} // namespace spp::workbench
