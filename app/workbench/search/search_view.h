// SPDX-License-Identifier: MIT
/// Finds something in all files of the home and lists where it is. Not thread-safe: a widget.
#pragma once

#include "app/workbench/search/hits_model.h"
#include "app/workbench/search/home_search.h"
#include "app/workbench/search/replace_in_files.h"

#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QTreeView;

namespace spp::workbench
{

class SearchView : public QWidget
{
    Q_OBJECT

public:
    /// The texts that are not saved, by their paths; asked when a search begins.
    using UnsavedTexts = std::function<QHash<QString, QString>()>;

    explicit SearchView(UnsavedTexts unsaved, QWidget* parent = nullptr);

    /// What was found in another home is forgotten.
    void setHome(const QString& home);
    /// To be typed in; `text` is what to look for, unless it is empty.
    void open(const QString& text);
    void start();

    QLineEdit* needle() const { return m_needle; }
    QLineEdit* replacement() const { return m_replacement; }
    QPushButton* replaceButton() const { return m_replace; }
    QToolButton* matchCaseButton() const { return m_matchCase; }
    QToolButton* regularExpressionButton() const { return m_isRegular; }
    QTreeView* list() const { return m_list; }
    const HitsModel& model() const { return m_model; }
    /// What was found, or why nothing was.
    QString state() const;
    bool isSearching() const { return m_isSearching; }

signals:
    void hitChosen(const QString& path, int line, int column, int length);
    void replaceWanted(const spp::workbench::Replacement& replacement);
    void finished();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void stop();
    void tell(const SearchSummary& summary);
    void choose(const QModelIndex& index);
    void setSearching(bool isSearching);
    void replace();

    UnsavedTexts m_unsaved;
    QString m_home;
    HitsModel m_model;
    HomeSearch m_search;
    QLineEdit* m_needle;
    QToolButton* m_matchCase;
    QToolButton* m_isRegular;
    QToolButton* m_go;
    QLabel* m_state;
    QLineEdit* m_replacement;
    QPushButton* m_replace;
    QTreeView* m_list;
    SearchPattern m_found; ///< what the list has
    bool m_isSearching = false;
    bool m_canReplace = false; ///< the list has all that there is
};

} // namespace spp::workbench
