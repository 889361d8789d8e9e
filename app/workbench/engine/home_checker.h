// SPDX-License-Identifier: MIT
/// Finds mistakes in a home on a thread of its own, so that the window never waits. Of several requests the newest counts.
/// Used from the window's thread only.
#pragma once

#include "core/check/finding.h"
#include "core/check/programs.h"

#include <QObject>
#include <QString>
#include <QThread>

#include <atomic>
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
    explicit HomeChecker(QObject* parent = nullptr);
    ~HomeChecker() override;

    void check(CheckRequest request);

signals:
    /// The programs of the home that the newest request is about; comes before checked().
    void programsFound(const QString& home, const std::vector<spp::check::Program>& programs);
    /// What the newest request has found.
    void checked(const QString& home, const std::vector<spp::check::Finding>& findings);

private:
    void look(quint64 number, const CheckRequest& request);

    QThread m_thread;
    QObject m_worker; ///< lives in that thread
    std::atomic<quint64> m_newest{0};
};

} // namespace spp::workbench
