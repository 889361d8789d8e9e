// SPDX-License-Identifier: MIT
/// Builds plugins on a thread of its own, so that the window never waits. A source that is to be built once more ends its build that goes
/// on. Used from the window's thread only.
#pragma once

#include "core/check/finding.h"

#include <QHash>
#include <QObject>
#include <QString>
#include <QThread>

#include <atomic>
#include <memory>
#include <vector>

namespace spp::workbench
{

struct BuiltSource
{
    QString home;   ///< absolute
    QString source; ///< relative to it
    bool succeeded = false;
    std::vector<check::Finding> findings; ///< at least one if it failed
};

class Builder : public QObject
{
    Q_OBJECT

public:
    explicit Builder(QObject* parent = nullptr);
    ~Builder() override;

    /// Nothing happens if the source names no command.
    void build(const QString& home, const QString& source);

signals:
    void built(const spp::workbench::BuiltSource& result);

private:
    using Wanted = std::shared_ptr<std::atomic<bool>>;

    QThread m_thread;
    QObject m_worker;                ///< lives in that thread
    QHash<QString, Wanted> m_wanted; ///< the newest build of each source, by path
};

} // namespace spp::workbench
