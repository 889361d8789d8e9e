// SPDX-License-Identifier: MIT
#include "app/workbench/editor/notice_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace spp::workbench
{

NoticeBar::NoticeBar(QWidget* parent)
    : TintedFrame(Meaning::Changed, parent), m_sentence(new QLabel(this)), m_buttons(nullptr)
{
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 5, 6, 5);
    row->addWidget(m_sentence, 1);
    hide();
}

void NoticeBar::tell(Meaning meaning, const QString& sentence, QList<Choice> choices)
{
    setMeaning(meaning);
    m_sentence->setText(sentence);
    if (choices.isEmpty())
        choices.append({tr("Close"), [] {}});

    delete m_buttons;
    m_buttons = new QWidget(this);
    auto* row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    for (const Choice& choice : choices) {
        auto* button = new QPushButton(choice.text, m_buttons);
        row->addWidget(button);
        // Queued: the choice may tell something new, which deletes the button that is still in its click.
        connect(
            button, &QPushButton::clicked, this,
            [this, chosen = choice.chosen] {
                hide();
                chosen();
            },
            Qt::QueuedConnection);
    }
    layout()->addWidget(m_buttons);
    show();
}

QString NoticeBar::sentence() const
{
    return m_sentence->text();
}

} // namespace spp::workbench
