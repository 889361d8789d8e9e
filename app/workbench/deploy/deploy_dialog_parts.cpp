// SPDX-License-Identifier: MIT
/// The parts of the dialog, and how they are laid out.
#include "app/workbench/debugger/list_view.h"
#include "app/workbench/deploy/deploy_dialog.h"
#include "app/workbench/deploy/difference_view.h"
#include "app/workbench/settings/colours.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace spp::workbench
{

namespace
{

constexpr int differencesWidth = 430; // pixels, at first
constexpr int linesWidth = 610;
constexpr int progressWidth = 140;

/// What passed and what failed in its colour.
class TrialDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.column() != TrialsModel::ResultColumn)
            return;
        switch (static_cast<TrialsModel::State>(index.data(TrialsModel::StateRole).toInt())) {
        case TrialsModel::State::Waiting:
            option->palette.setColor(QPalette::Text, option->palette.color(QPalette::PlaceholderText));
            break;
        case TrialsModel::State::Passed:
            option->palette.setColor(QPalette::Text, foreground(Meaning::Accept, option->palette));
            break;
        case TrialsModel::State::Failed:
            option->palette.setColor(QPalette::Text, foreground(Meaning::Reject, option->palette));
            break;
        }
    }
};

} // namespace

QWidget* DeployDialog::makeHead()
{
    m_from->setTextFormat(Qt::PlainText);
    m_from->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_target->setObjectName(QStringLiteral("target"));
    m_source->setObjectName(QStringLiteral("source"));
    m_target->setEditable(true);
    m_target->setInsertPolicy(QComboBox::NoInsert);
    m_target->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_target->lineEdit()->setPlaceholderText(tr("A folder, or user@host:/var/qmail, which goes through ssh"));
    m_removes->setToolTip(tr("Files that are in the home there and not in this one go; otherwise they stay"));
    auto* head = new QWidget;
    auto* grid = new QGridLayout(head);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setColumnStretch(1, 1);
    const auto add = [grid](int row, const QString& text, QWidget* field) {
        auto* label = new QLabel(text);
        label->setBuddy(field);
        grid->addWidget(label, row, 0);
        grid->addWidget(field, row, 1);
    };
    add(0, tr("This home:"), m_from);
    add(1, tr("Deploy &to:"), m_target);
    add(2, tr("&What:"), m_source);
    grid->addWidget(m_folder, 1, 2);
    grid->addWidget(m_removes, 2, 2);
    connect(m_target->lineEdit(), &QLineEdit::returnPressed, this, &DeployDialog::compare);
    connect(m_target, &QComboBox::activated, this, &DeployDialog::compare);
    connect(m_target, &QComboBox::editTextChanged, this, &DeployDialog::showState);
    connect(m_folder, &QPushButton::clicked, this, &DeployDialog::chooseFolder);
    connect(m_source, &QComboBox::activated, this, &DeployDialog::compare);
    connect(m_removes, &QCheckBox::toggled, this, &DeployDialog::compare);
    return head;
}

QWidget* DeployDialog::makeLists()
{
    m_list->setObjectName(QStringLiteral("differences"));
    m_trialsList->setObjectName(QStringLiteral("trials"));
    m_list->setFrameShape(QFrame::StyledPanel);
    m_list->setAccessibleName(tr("Differences"));
    m_trialsList->setFrameShape(QFrame::StyledPanel);
    m_trialsList->setAccessibleName(tr("Checks and dialogs"));
    m_trialsList->setItemDelegate(new TrialDelegate(m_trialsList));
    auto* left = new QSplitter(Qt::Vertical);
    left->addWidget(m_list);
    left->addWidget(m_trialsList);
    left->setStretchFactor(0, 3);
    left->setStretchFactor(1, 2);
    auto* both = new QSplitter(Qt::Horizontal);
    both->addWidget(left);
    both->addWidget(m_difference);
    both->setSizes({differencesWidth, linesWidth});
    both->setChildrenCollapsible(false);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &DeployDialog::showDifference);
    return both;
}

QWidget* DeployDialog::makeFoot()
{
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_progress->setRange(0, 0);
    m_progress->setFixedWidth(progressWidth);
    m_cancel->setToolTip(tr("End what is under way"));
    auto* close = new QPushButton(tr("Close"));
    auto* foot = new QWidget;
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_summary);
    column->addWidget(m_inSpite);
    auto* row = new QHBoxLayout;
    row->addWidget(m_progress);
    row->addStretch(1);
    for (QPushButton* button : {m_compare, m_cancel, m_deploy, close}) {
        button->setAutoDefault(false); // Return in the line above means: compare
        row->addWidget(button);
    }
    m_folder->setAutoDefault(false);
    column->addLayout(row);
    connect(m_compare, &QPushButton::clicked, this, &DeployDialog::compare);
    connect(m_cancel, &QPushButton::clicked, this, &DeployDialog::cancel);
    connect(m_deploy, &QPushButton::clicked, this, &DeployDialog::deploy);
    connect(m_inSpite, &QCheckBox::toggled, this, &DeployDialog::showState);
    connect(close, &QPushButton::clicked, this, &DeployDialog::reject);
    return foot;
}

} // namespace spp::workbench
