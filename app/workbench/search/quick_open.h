// SPDX-License-Identifier: MIT
/// A line to type a few letters of a file's name in, and the files of the home that they fit, over the window: Return opens the one that is
/// chosen. NAME:12 is line 12 of it. Not thread-safe: a widget.
#pragma once

#include "app/workbench/engine/newest_job.h"
#include "app/workbench/models/file_matches_model.h"

#include <QFrame>

class QLineEdit;
class QListView;

namespace spp::workbench
{

class QuickOpen : public QFrame
{
    Q_OBJECT

public:
    explicit QuickOpen(QWidget* parent);

    /// Shows itself, and lists the home's files as they are now.
    void open(const QString& home);

    QLineEdit* field() const { return m_field; }
    QListView* list() const { return m_list; }

signals:
    /// @param line from 1; 0: none was named
    void chosen(const QString& path, int line);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void listFiles();
    void match();
    void choose(const QModelIndex& index);

    QString m_home;
    FileMatchesModel m_model;
    QLineEdit* m_field;
    QListView* m_list;
    NewestJob m_job;
};

} // namespace spp::workbench
