// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/client_box.h"

#include "app/workbench/debugger/client_dialog.h"

#include <algorithm>

namespace spp::workbench
{

ClientBox::ClientBox(QWidget* parent) : QComboBox(parent)
{
    setToolTip(tr("The client that sessions pretend"));
    fill();
    connect(this, &QComboBox::activated, this, &ClientBox::choose);
}

void ClientBox::fill()
{
    m_profiles = readClientProfiles();
    const auto known = std::ranges::find(m_profiles, readChosenClient(), &ClientProfile::name);
    m_chosen = known == m_profiles.end() ? 0 : static_cast<int>(known - m_profiles.begin());
    clear();
    for (const ClientProfile& profile : m_profiles)
        addItem(profile.name);
    insertSeparator(count());
    addItem(tr("Edit Clients…"));
    setCurrentIndex(m_chosen);
}

void ClientBox::choose(int index)
{
    if (index < m_profiles.size()) {
        writeChosenClient(m_profiles[index].name);
        m_chosen = index;
    } else {
        ClientDialog(chosen().name, this).exec();
        fill();
    }
    emit clientChosen();
}

} // namespace spp::workbench
