// SPDX-License-Identifier: MIT
/// A line above a text or window that says what went wrong or changed, with buttons for what can be done about it. It waits for the
/// person instead of stopping them. Not thread-safe: a widget.
#pragma once

#include "app/workbench/settings/tinted_frame.h"

#include <functional>

class QHBoxLayout;
class QLabel;

namespace spp::workbench
{

class NoticeBar : public TintedFrame
{
    Q_OBJECT

public:
    struct Choice
    {
        QString text;
        std::function<void()> chosen; ///< called after the notice is gone
    };

    explicit NoticeBar(QWidget* parent = nullptr);

    /// Replaces what was said before. Without choices the notice has a button that only closes it.
    void tell(Meaning meaning, const QString& sentence, QList<Choice> choices = {});

    QString sentence() const;

private:
    QLabel* m_sentence;
    QWidget* m_buttons;
};

} // namespace spp::workbench
