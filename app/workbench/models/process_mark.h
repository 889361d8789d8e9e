// SPDX-License-Identifier: MIT
/// Tells processes apart, so that what a workbench leaves on disk is known to be left behind once it has ended. Thread-safe.
#pragma once

#include <QString>

namespace spp::workbench
{

/// "NUMBER-START": never that of another process, not of one that has the number later. Empty: there is no such process.
QString markOfProcess(qint64 number);
QString markOfThisProcess();

/// True while the process that had this mark runs.
bool isAlive(const QString& mark);

} // namespace spp::workbench
