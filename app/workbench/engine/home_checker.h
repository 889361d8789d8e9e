// SPDX-License-Identifier: MIT
/// Finds mistakes in a home on a thread of its own, so that the window never waits. Of several requests the newest counts.
/// Used from the window's thread only.
#pragma once

#include "core/check/finding.h"

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
    /// What the newest request has found.
    void checked(const QString& home, const std::vector<spp::check::Finding>& findings);

private:
    QThread m_thread;
    QObject m_worker; ///< lives in that thread
    std::atomic<quint64> m_newest{0};
};

} // namespace spp::workbench
