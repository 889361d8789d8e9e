// SPDX-License-Identifier: MIT
#include "tests/support/fake_home.h"

namespace spp::test
{

FakePlugin says(std::string output)
{
    return exits(0, std::move(output));
}

FakePlugin exits(int code, std::string output)
{
    FakePlugin fake;
    fake.chunks = {std::move(output)};
    fake.exit = {plugin::Exit::Kind::Code, code, {}};
    return fake;
}

FakePlugin dies(int signal, std::string output)
{
    FakePlugin fake = says(std::move(output));
    fake.exit = {plugin::Exit::Kind::Signal, signal, {}};
    return fake;
}

FakeHome& FakeHome::file(const std::string& name, std::string content)
{
    m_files["control/" + name] = {std::move(content), true};
    return *this;
}

FakeHome& FakeHome::without(const std::string& name)
{
    m_files.erase("control/" + name);
    return *this;
}

FakeHome& FakeHome::unreadable(const std::string& name)
{
    m_files["control/" + name] = {{}, false};
    return *this;
}

FakeHome& FakeHome::plugin(const std::string& section, FakePlugin fake)
{
    return plugin(section, [fake = std::move(fake)](const plugin::Call&) { return fake; });
}

FakeHome& FakeHome::plugin(const std::string& section, PluginAnswer answer)
{
    const std::string line = "plugins/" + section + "-" + std::to_string(m_programs.size() + 1);
    m_files["control/smtpplugins"].content += "[" + section + "]\n" + line + "\n";
    return program(line, std::move(answer));
}

FakeHome& FakeHome::program(const std::string& line, PluginAnswer answer)
{
    m_programs[line] = std::move(answer);
    return *this;
}

Result<control::Home> FakeHome::parse(const control::HomeOptions& options) const
{
    return control::parseHome("/home", options, [this](const std::string& path) -> Result<std::optional<std::string>> {
        const auto found = m_files.find(path);
        if (found == m_files.end())
            return std::optional<std::string>{};
        if (!found->second.readable)
            return fail(Fault::Configuration, path + ": permission denied");
        return std::optional(found->second.content);
    });
}

FakePlugin FakeHome::run(const plugin::Call& call) const
{
    const auto found = m_programs.find(call.line);
    return found == m_programs.end() ? FakePlugin{} : found->second(call);
}

FakeHome home()
{
    return FakeHome().file("me", "mx.example.org\n").file("rcpthosts", "example.org\n").file("smtpplugins", "");
}

} // namespace spp::test
