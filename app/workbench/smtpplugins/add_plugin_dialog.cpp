// SPDX-License-Identifier: MIT
#include "app/workbench/smtpplugins/add_plugin_dialog.h"

#include "app/workbench/models/smtpplugins_model.h"
#include "app/workbench/models/tips.h"
#include "app/workbench/models/words.h"
#include "app/workbench/smtpplugins/sections_delegate.h"
#include "core/check/section_guide.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace spp::workbench
{

namespace
{

constexpr QSize dialogSize{560, 460};

/// Found by name and by what it does.
constexpr int searchedRole = SmtpPluginsModel::OffRole + 1;

} // namespace

AddPluginDialog::AddPluginDialog(const HomeFacts& facts, std::optional<control::Section> section, QWidget* parent)
    : QDialog(parent),
      m_filter(new QLineEdit),
      m_programs(new QStandardItemModel(this)),
      m_shown(new QSortFilterProxyModel(this)),
      m_list(new QListView),
      m_none(new QLabel(tr("There is no program below plugins/ that may be executed. A plugin that is not listed wants "
                           "chmod +x first."))),
      m_section(new QComboBox),
      m_arguments(new QLineEdit),
      m_line(new QLabel)
{
    setWindowTitle(tr("Add Plugin"));
    resize(dialogSize);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_add = buttons->addButton(tr("&Add"), QDialogButtonBox::AcceptRole);
    m_filter->setPlaceholderText(tr("Find"));
    m_filter->setClearButtonEnabled(true);
    m_shown->setSourceModel(m_programs);
    m_shown->setFilterRole(searchedRole);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_shown);
    m_list->setItemDelegate(new SectionsDelegate(m_list));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Programs of this home"));
    m_none->setWordWrap(true);
    m_arguments->setPlaceholderText(tr("none"));
    m_line->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_line->setTextFormat(Qt::PlainText);
    for (const auto each : check::sectionsOf(*facts.dialect))
        m_section->addItem(
            QStringLiteral("[%1]  %2")
                .arg(QString::fromUtf8(formatSection(each)), QString::fromUtf8(check::sectionBrief(each))),
            static_cast<int>(each));
    fill(facts);

    auto* form = new QFormLayout;
    form->addRow(tr("&Section"), m_section);
    form->addRow(tr("A&rguments"), m_arguments);
    form->addRow(tr("Line"), m_line);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_filter);
    column->addWidget(m_none);
    column->addWidget(m_list, 1);
    column->addLayout(form);
    column->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QListView::activated, this, [this] { m_add->click(); });
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_shown->setFilterFixedString(text);
        if (!m_list->currentIndex().isValid())
            m_list->setCurrentIndex(m_shown->index(0, 0));
        showState();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &AddPluginDialog::showState);
    connect(m_arguments, &QLineEdit::textChanged, this, &AddPluginDialog::showState);
    const auto wanted = m_section->findData(static_cast<int>(section.value_or(control::Section::Rcpt)));
    m_section->setCurrentIndex(std::max(wanted, 0));
    m_list->setCurrentIndex(m_shown->index(0, 0));
    showState();
}

void AddPluginDialog::fill(const HomeFacts& facts)
{
    for (const auto& program : facts.programs) {
        if (!program.facts.executable)
            continue;
        auto* item = new QStandardItem; // the model takes it over
        const QString path = QString::fromUtf8(program.path);
        const QString summary = shownLine(program.summary);
        item->setData(QVariant::fromValue(SmtpPluginsModel::Kind::Plugin), SmtpPluginsModel::KindRole);
        item->setData(path, SmtpPluginsModel::ProgramRole);
        item->setData(shownLine(program.path), SmtpPluginsModel::NameRole);
        item->setData(summary, SmtpPluginsModel::AboutRole);
        item->setData(path + u' ' + summary, searchedRole);
        item->setToolTip(programTip(program.path, facts));
        m_programs->appendRow(item);
    }
    m_none->setVisible(m_programs->rowCount() == 0);
    m_list->setVisible(m_programs->rowCount() > 0);
    m_filter->setVisible(m_programs->rowCount() > 0);
}

void AddPluginDialog::showState()
{
    m_add->setEnabled(m_list->currentIndex().isValid());
    m_line->setText(shownLine(line().toStdString()));
}

control::Section AddPluginDialog::section() const
{
    return static_cast<control::Section>(m_section->currentData().toInt());
}

QString AddPluginDialog::line() const
{
    const QString program = m_list->currentIndex().data(SmtpPluginsModel::ProgramRole).toString();
    return program.isEmpty()
               ? QString()
               : QString::fromStdString(check::withArguments(program.toStdString(), m_arguments->text().toStdString()));
}

} // namespace spp::workbench
