// SPDX-License-Identifier: MIT
#include "app/workbench/new_plugin/new_plugin_dialog.h"

#include "core/check/section_guide.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace spp::workbench
{

namespace
{

constexpr int newPluginWidth = 620; // pixels

const QString languageKey = QStringLiteral("newPlugin/language");

QString latin(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString noteOn(const library::TemplateLanguage& language)
{
    const QString program = latin(language.program);
    const bool isHere = !QStandardPaths::findExecutable(program).isEmpty();
    if (language.suffix.empty())
        return isHere ? NewPluginDialog::tr("A script: it runs as it is.")
                      : NewPluginDialog::tr("A script. %1, which runs it, is not installed here.").arg(program);
    return isHere ? NewPluginDialog::tr("Compiled, by the command at the head of its source, whenever that is saved.")
                  : NewPluginDialog::tr("Compiled. %1, which does that, is not installed here.").arg(program);
}

/// Words of a note below a field: their height is kept free, so that the dialog does not jump.
QLabel* newNote(int lines)
{
    auto* note = new QLabel;
    note->setTextFormat(Qt::PlainText);
    note->setWordWrap(true);
    note->setAlignment(Qt::AlignTop);
    note->setForegroundRole(QPalette::PlaceholderText);
    note->setMinimumHeight(note->fontMetrics().lineSpacing() * lines);
    return note;
}

} // namespace

NewPluginDialog::NewPluginDialog(const QString& home, const session::Dialect& dialect, QWidget* parent)
    : QDialog(parent),
      m_home(home),
      m_name(new QLineEdit),
      m_language(new QComboBox),
      m_languageNote(newNote(1)),
      m_section(new QComboBox),
      m_sectionNote(newNote(2)),
      m_preview(new QLabel),
      m_trouble(newNote(1)),
      m_create(nullptr)
{
    setWindowTitle(tr("New Plugin"));
    setMinimumWidth(newPluginWidth);
    m_name->setPlaceholderText(tr("for instance sender-check"));
    for (const auto& language : library::templateLanguages())
        m_language->addItem(latin(language.name));
    m_language->setCurrentIndex(std::max(0, m_language->findText(QSettings().value(languageKey).toString())));
    for (const auto section : check::sectionsOf(dialect))
        m_section->addItem(
            QStringLiteral("[%1]   %2").arg(latin(formatSection(section)), latin(check::sectionBrief(section))),
            static_cast<int>(section));
    m_section->setCurrentIndex(m_section->findData(static_cast<int>(control::Section::Rcpt)));
    m_preview->setTextFormat(Qt::PlainText);
    m_preview->setWordWrap(true);
    m_preview->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_create = buttons->button(QDialogButtonBox::Ok);
    m_create->setText(tr("Create"));
    auto* form = new QFormLayout;
    form->addRow(tr("&Name:"), m_name);
    form->addRow(QString(), m_trouble);
    form->addRow(tr("&Language:"), m_language);
    form->addRow(QString(), m_languageNote);
    form->addRow(tr("&Section:"), m_section);
    form->addRow(QString(), m_sectionNote);
    form->addRow(tr("Will be made:"), m_preview);
    auto* column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addStretch(1);
    column->addWidget(buttons);

    connect(m_name, &QLineEdit::textChanged, this, &NewPluginDialog::showPlan);
    connect(m_language, &QComboBox::currentIndexChanged, this, &NewPluginDialog::showPlan);
    connect(m_section, &QComboBox::currentIndexChanged, this, &NewPluginDialog::showPlan);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        QSettings().setValue(languageKey, m_language->currentText());
        accept();
    });
    showPlan();
}

library::PluginPlan NewPluginDialog::plan() const
{
    return {m_name->text().toStdString(),
            library::templateLanguages()[static_cast<std::size_t>(m_language->currentIndex())],
            static_cast<control::Section>(m_section->currentData().toInt()),
            {}};
}

QString NewPluginDialog::trouble() const
{
    const auto planned = plan();
    if (const auto checked = library::checkPluginName(planned.name); !checked)
        return QString::fromStdString(checked.error().message);
    std::vector<std::string> paths{programPath(planned), sourcePath(planned)};
    for (const auto& dialog : dialogPaths(planned))
        paths.push_back(dialog.to);
    for (const auto& path : paths)
        if (const QString name = QString::fromStdString(path); QFileInfo::exists(m_home + u'/' + name))
            return tr("%1 is there already; choose another name.").arg(name);
    return {};
}

QString NewPluginDialog::preview() const
{
    const auto planned = plan();
    QStringList lines;
    const QString program = QString::fromStdString(programPath(planned));
    if (planned.language.suffix.empty())
        lines << tr("%1, which may be executed").arg(program);
    else
        lines << tr("%1, and built from it %2").arg(QString::fromStdString(sourcePath(planned)), program);
    for (const auto& dialog : dialogPaths(planned))
        lines << tr("%1, a dialog that it refuses and accepts something in").arg(QString::fromStdString(dialog.to));
    lines << tr("a line in [%1] of control/smtpplugins, the last of that section")
                 .arg(latin(formatSection(planned.section)));
    return lines.join(u'\n');
}

void NewPluginDialog::showPlan()
{
    const auto planned = plan();
    const QString why = trouble();
    m_languageNote->setText(noteOn(planned.language));
    m_sectionNote->setText(latin(check::sectionWhen(planned.section)));
    m_trouble->setText(m_name->text().isEmpty() ? QString() : why); // whoever has typed nothing has done nothing wrong
    m_preview->setText(planned.name.empty() ? tr("a plugin, a dialog that exercises it, and its line in smtpplugins")
                                            : preview());
    m_create->setEnabled(why.isEmpty());
}

} // namespace spp::workbench
