// SPDX-License-Identifier: MIT
/// Finds mistakes in a home on a thread of its own, so that the window never waits. Of several requests the newest counts.
/// Used from the window's thread only.
#pragma once

#include "app/workbench/engine/newest_job.h"
#include "core/check/finding.h"
#include "core/check/programs.h"

#include <QObject>
#include <QString>

#include <map>
#include <string>
#include <vector>

namespace spp::workbench
{

struct CheckRequest
{
    QString home; ///< absolute
    QString dialect;
    std::map<std::string, std::string> unsaved; ///< bytes that editors hold, by path as findings name it
};

class HomeChecker : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void check(CheckRequest request);

signals:
    /// The programs of the home that the newest request is about; comes before checked().
    void programsFound(const QString& home, const std::vector<spp::check::Program>& programs);
    /// What the newest request has found.
    void checked(const QString& home, const std::vector<spp::check::Finding>& findings);

private:
    NewestJob m_job;
};

} // namespace spp::workbench
