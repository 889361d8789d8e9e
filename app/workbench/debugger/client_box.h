// SPDX-License-Identifier: MIT
/// Where a person chooses the client that sessions pretend. Not thread-safe: a widget.
#pragma once

#include "app/workbench/debugger/client_profile.h"

#include <QComboBox>

namespace spp::workbench
{

class ClientBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ClientBox(QWidget* parent = nullptr);

    const ClientProfile& chosen() const { return m_profiles[m_chosen]; }

signals:
    void clientChosen();

private:
    void fill();
    void choose(int index);

    QList<ClientProfile> m_profiles;
    int m_chosen = 0;
};

} // namespace spp::workbench
