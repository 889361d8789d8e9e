// SPDX-License-Identifier: MIT
/// The scenarios of a home as a tree: file, case, session, what was not as expected there, each with how it went when it ran last. What
/// there is only one of, a case of a file or a session of a case, has no row of its own. Knows no file and runs nothing: it is told.
/// Not thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/models/scenario_words.h"

#include <QAbstractItemModel>
#include <QSet>

#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <vector>

namespace spp::workbench
{

class ScenariosModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    /// Trouble: why a file can't be understood, or a case could not be run.
    enum class Kind { File, Case, Session, Failure, Trouble };

    enum Role {
        MarkRole = Qt::UserRole + 1, ///< int, a ScenarioMark; none of failures and troubles
        StaleRole,                   ///< bool: something that counts has changed since it ran
        DetailRole,                  ///< QString, behind the name
        KindRole,                    ///< int
    };

    /// What a row is about.
    struct Row
    {
        Kind kind = Kind::File;
        ScenarioPlace place; ///< of a file or case its first session
        int line = 0;        ///< in the file, from 1; 0: no line in particular
    };

    struct FailedSession
    {
        ScenarioPlace place;
        const SessionOutcome* outcome = nullptr; ///< valid until the model is told something, as is the next
        const CaseOutcome* ofCase = nullptr;
    };

    explicit ScenariosModel(QObject* parent = nullptr);

    /// The files that there are; what is known of those that were there before is kept. Names are relative to the folder.
    void setFiles(const QString& folder, const QStringList& paths);
    void setOutline(const QString& path, const ScenarioOutline& outline);
    /// Files with changes that are not saved: what runs is what is on disk.
    void setUnsaved(const QSet<QString>& paths);
    /// What ran up to now may come out otherwise now.
    void setAllStale();

    /// These cases wait for their turn.
    void begin(const std::vector<RehearsalPart>& parts);
    void setRunning(const QString& path, std::size_t caseIndex);
    void setOutcome(const QString& path, std::size_t caseIndex, const CaseOutcome& outcome);
    /// Nothing runs or waits any more.
    void end();

    Row rowOf(const QModelIndex& index) const;
    /// nullptr: the row is none.
    const scenario::Failure* failureOf(const QModelIndex& index) const;
    /// The sessions below a row, or that it belongs to, which were not as expected.
    std::vector<FailedSession> failedBelow(const QModelIndex& index) const;
    QModelIndex fileIndex(const QString& path) const;
    /// How many the row's file has.
    std::size_t casesOf(const QModelIndex& index) const;

    /// What is to be run for all files, for what failed, for a row: the case that it belongs to, or all of a file.
    std::vector<RehearsalPart> all() const;
    std::vector<RehearsalPart> failed() const;
    std::vector<RehearsalPart> partsOf(const QModelIndex& index) const;

    /// How many cases have each mark; a file that can't be understood counts as one.
    ScenarioCounts counts() const;
    QString summary() const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    struct File
    {
        int id = 0;
        int row = 0;
        bool isUnsaved = false;
        ScenarioFile scenario;
    };
    /// A row: -1 where it is not as deep. A trouble is a leaf of no session.
    struct Node
    {
        File* file = nullptr;
        int caseIndex = -1;
        int session = -1;
        int leaf = -1;

        std::size_t aCase() const { return caseIndex < 0 ? 0 : static_cast<std::size_t>(caseIndex); }
        std::size_t aSession() const { return session < 0 ? 0 : static_cast<std::size_t>(session); }
    };

    void addFile(const QString& path, const QString& name, int row);
    void removeFile(int row);
    File* find(const QString& path) const;
    File* find(const QString& path, std::size_t caseIndex) const;
    void setSession(File& file, std::size_t caseIndex, std::size_t session, const SessionOutcome& outcome);
    void setError(File& file, std::size_t caseIndex, const QString& error);

    Node nodeOf(const QModelIndex& index) const;
    QModelIndex indexOf(const Node& node) const;
    quintptr idOf(const Node& parent) const;
    static Node nodeOfCase(File& file, std::size_t caseIndex);
    static Node nodeOfSession(File& file, std::size_t caseIndex, std::size_t session);
    static Node child(const Node& node, int row);
    static Node caseChild(const Node& node, int row);
    static int childCount(const Node& node);
    static int caseChildCount(const ScenarioFile& file, std::size_t caseIndex);
    static Kind kindOf(const Node& node);
    static ScenarioMark markOf(const Node& node);
    static bool isStale(const Node& node);
    static QString nameOf(const Node& node);
    static QString toolTipOf(const Node& node);
    void tellChanged(const Node& node);
    void tellCaseChanged(File& file, std::size_t caseIndex);
    void tellAllChanged(File& file);

    std::vector<std::unique_ptr<File>> m_files; ///< by name
    std::map<QString, File*> m_byPath;
    int m_asked = 0; ///< so many cases are to be run by what goes on
    int m_newestId = 0;
    /// What rows stand below, numbered from 1 as indexes name it. Entered when a row below it is looked at first.
    mutable std::vector<Node> m_parents;
    mutable std::map<std::tuple<int, int, int>, quintptr> m_parentIds;
};

} // namespace spp::workbench
