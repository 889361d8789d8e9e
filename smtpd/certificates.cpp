// SPDX-License-Identifier: MIT
#include "smtpd/certificates.h"

#include "core/base/text.h"

#include <filesystem>
#include <string_view>
#include <utility>

namespace spp::smtpd
{

namespace
{

/// A look at the folder costs a call of the system for each file: not for each client.
constexpr std::chrono::seconds betweenLooks{1};

constexpr std::string_view ending = ".pem";

bool isNameOfHosts(std::string_view name)
{
    if (name.starts_with("*."))
        name.remove_prefix(2);
    return !name.empty() && !name.starts_with('.') &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") == std::string_view::npos;
}

/// The paths of a folder's certificates by the names that they are for; those that are for none have an empty one.
std::multimap<std::string, std::string> certificatesIn(const std::string& folder)
{
    std::multimap<std::string, std::string> found;
    std::error_code error;
    for (std::filesystem::directory_iterator each(folder, error), end; !error && each != end; each.increment(error)) {
        const std::string file = each->path().filename().string();
        if (file.starts_with('.') || !file.ends_with(ending))
            continue;
        const std::string name = text::lower(std::string_view(file).substr(0, file.size() - ending.size()));
        found.emplace(isNameOfHosts(name) ? name : "", each->path().string());
    }
    return found;
}

} // namespace

Certificates::Certificates(const std::string& home, std::string issuers)
    : m_folder(home + "/control/servercerts"),
      m_issuers(std::move(issuers)),
      m_byDefault(home + "/control/servercert.pem", "TLS", reader(), m_issuers)
{}

Certificates::File::Read Certificates::reader() const
{
    return [issuers = m_issuers](const std::string& path) { return runtime::TlsContext::read(path, issuers); };
}

std::optional<runtime::TlsContext> Certificates::current()
{
    const auto byDefault = m_byDefault.current();
    if (!byDefault)
        return std::nullopt;
    const std::lock_guard lock(m_mutex);
    if (const auto now = Clock::now(); !m_looked || now - *m_looked >= betweenLooks) {
        m_looked = now;
        readFolder();
    }
    return byDefault->withNames(m_names);
}

void Certificates::readFolder()
{
    const auto found = certificatesIn(m_folder);
    std::erase_if(m_files, [&](const auto& entry) { return !found.contains(entry.first); });
    auto names = std::make_shared<runtime::TlsContext::Names>();
    for (const auto& [name, path] : found) {
        if (name.empty()) {
            tellOnce(text::printable(path) +
                     ": is left out: it is not named after a host, such as mx.example.org.pem or "
                     "*.example.org.pem");
            continue;
        }
        if (m_files.size() >= mostCertificateNames && !m_files.contains(name)) {
            tellOnce(m_folder + ": only " + std::to_string(mostCertificateNames) + " certificates are used");
            break;
        }
        auto& file = m_files[name];
        if (!file || file->path() != path)
            file = std::make_unique<File>(path, "it", reader(), m_issuers);
        if (const auto context = file->current())
            names->insert_or_assign(name, *context);
    }
    m_names = std::move(names);
}

void Certificates::tellOnce(const std::string& sentence)
{
    if (m_told.insert(sentence).second)
        complain(sentence);
}

} // namespace spp::smtpd
