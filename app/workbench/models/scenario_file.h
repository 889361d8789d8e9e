// SPDX-License-Identifier: MIT
/// One scenario as the window knows it: what is in its file, and how its cases went when they ran last. A value; not thread-safe.
#pragma once

#include "app/workbench/engine/rehearsal.h"

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace spp::workbench
{

enum class ScenarioMark { NotRun, Waiting, Running, Passed, Failed, Impossible };

inline constexpr std::size_t scenarioMarks = 6;

struct CaseState
{
    enum class Activity { None, Waiting, Running };

    std::optional<CaseOutcome> outcome; ///< of the run that ended last; its sessions are no more than the case has
    Activity activity = Activity::None;
    bool isStale = false; ///< something that counts has changed since

    ScenarioMark mark() const;
};

class ScenarioFile
{
public:
    ScenarioFile(QString path, QString name) : m_path(std::move(path)), m_name(std::move(name)) {}

    const QString& path() const { return m_path; }
    /// For a person: relative to the folder of all of them, if it lies in there.
    const QString& name() const { return m_name; }
    const ScenarioOutline& outline() const { return m_outline; }
    const std::vector<CaseState>& cases() const { return m_cases; }
    /// How many cases have this mark.
    int count(ScenarioMark mark) const { return m_counts[static_cast<std::size_t>(mark)]; }
    ScenarioMark mark() const;
    ScenarioMark sessionMark(std::size_t caseIndex, std::size_t session) const;
    bool isStale() const;
    /// Of a session that ran; otherwise none.
    const std::vector<scenario::Failure>& failures(std::size_t caseIndex, std::size_t session) const;
    /// Why a case could not be run to its end.
    QString error(std::size_t caseIndex) const;

    /// Its text is another now: what is known is stale. What is known of a case stays with the row of its table, also while the file
    /// can't be understood.
    void setOutline(ScenarioOutline outline);
    bool hasShapeOf(const ScenarioOutline& outline) const;
    void setStale();

    void setActivity(std::size_t caseIndex, CaseState::Activity activity);
    /// A case has run, and so many of its sessions; what they came to is told by the next two.
    void beginOutcome(std::size_t caseIndex, std::size_t sessions, std::shared_ptr<const std::string> text);
    void setSession(std::size_t caseIndex, std::size_t session, SessionOutcome outcome); ///< of one that ran
    void setError(std::size_t caseIndex, const QString& error);

private:
    struct Known
    {
        std::size_t sessions = 0;
        CaseState state;
    };

    template <typename Deed>
    void change(std::size_t caseIndex, Deed deed);
    void recount();

    QString m_path;
    QString m_name;
    ScenarioOutline m_outline;
    std::vector<CaseState> m_cases; ///< as many as the outline has
    std::array<int, scenarioMarks> m_counts{};
    std::map<QString, Known> m_known; ///< while the file can't be understood: of its cases, by row
};

} // namespace spp::workbench
