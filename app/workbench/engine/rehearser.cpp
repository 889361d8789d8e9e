// SPDX-License-Identifier: MIT
#include "app/workbench/engine/rehearser.h"

#include "app/workbench/engine/rehearsal_worker.h"

#include <utility>

namespace spp::workbench
{

Rehearser::Rehearser(QObject* parent) : QObject(parent), m_worker(std::make_unique<Worker>(*this))
{
    connect(this, &Rehearser::ended, this, [this] { m_isBusy = false; });
}

Rehearser::~Rehearser() = default;

void Rehearser::look(const QString& home, const QString& other)
{
    m_worker->look(home, other);
}

void Rehearser::start(std::vector<RehearsalPart> parts, const RehearsalConditions& conditions)
{
    if (std::exchange(m_isBusy, true))
        return;
    m_worker->start(std::move(parts), conditions);
}

void Rehearser::stop()
{
    m_worker->stop();
}

} // namespace spp::workbench
