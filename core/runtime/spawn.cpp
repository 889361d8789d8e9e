// SPDX-License-Identifier: MIT
#include "core/runtime/spawn.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>

#include <algorithm>

namespace spp::runtime
{

namespace
{

using Handed = ProcessSpec::Handed;

/// What the child does between its birth and the program. Remembers the first error (memory is all that can run out).
class FileActions
{
public:
    FileActions() { posix_spawn_file_actions_init(&m_actions); }
    ~FileActions() { posix_spawn_file_actions_destroy(&m_actions); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;

    void changeDirectory(const std::string& path)
    {
        note(posix_spawn_file_actions_addchdir_np(&m_actions, path.c_str()));
    }
    void hand(const Handed& handed) { note(posix_spawn_file_actions_adddup2(&m_actions, handed.ours, handed.childs)); }
    void openEmpty(int number) { note(posix_spawn_file_actions_addopen(&m_actions, number, "/dev/null", O_RDONLY, 0)); }
    void close(int number) { note(posix_spawn_file_actions_addclose(&m_actions, number)); }
    void closeFrom(int number) { note(posix_spawn_file_actions_addclosefrom_np(&m_actions, number)); }

    int error() const { return m_error; }
    const posix_spawn_file_actions_t* get() const { return &m_actions; }

private:
    void note(int error)
    {
        if (m_error == 0)
            m_error = error;
    }

    posix_spawn_file_actions_t m_actions;
    int m_error = 0;
};

/// A process group of its own, and no signal blocked.
class Attributes
{
public:
    Attributes()
    {
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_init(&m_attributes);
        posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
        posix_spawnattr_setpgroup(&m_attributes, 0);
        posix_spawnattr_setsigmask(&m_attributes, &none);
    }
    ~Attributes() { posix_spawnattr_destroy(&m_attributes); }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;

    const posix_spawnattr_t* get() const { return &m_attributes; }

private:
    posix_spawnattr_t m_attributes;
};

/// The numbers that nothing is handed to are closed one by one up to the last that is, and all together from there on.
void lay(FileActions& actions, const ProcessSpec& spec)
{
    int last = 2;
    for (const Handed& handed : spec.handed) {
        actions.hand(handed);
        last = std::max(last, handed.childs);
    }
    const auto isHanded = [&](int number) {
        return std::any_of(spec.handed.begin(), spec.handed.end(),
                           [&](const Handed& handed) { return handed.childs == number; });
    };
    for (int number = 0; number <= last; ++number) {
        if (isHanded(number) || number == 2)
            continue;
        if (number == 0 && spec.input == ProcessSpec::Input::Empty)
            actions.openEmpty(number);
        else
            actions.close(number);
    }
    actions.closeFrom(last + 1);
}

/// For execve, which takes pointers to char but changes nothing.
std::vector<char*> pointers(const std::vector<std::string>& strings)
{
    std::vector<char*> result;
    for (const std::string& string : strings)
        result.push_back(const_cast<char*>(string.c_str()));
    result.push_back(nullptr);
    return result;
}

} // namespace

tl::expected<pid_t, int> spawn(const ProcessSpec& spec)
{
    FileActions actions;
    actions.changeDirectory(spec.directory);
    lay(actions, spec);
    if (actions.error() != 0)
        return tl::unexpected<int>(actions.error());
    const Attributes attributes;
    pid_t id = -1;
    const int error = posix_spawn(&id, spec.program.c_str(), actions.get(), attributes.get(),
                                  pointers(spec.arguments).data(), pointers(spec.environment).data());
    if (error != 0)
        return tl::unexpected<int>(error);
    return id;
}

} // namespace spp::runtime
