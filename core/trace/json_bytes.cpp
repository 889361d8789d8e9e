// SPDX-License-Identifier: MIT
#include "core/trace/json_bytes.h"

#include "core/base/text.h"
#include "core/smtp/base64.h"

#include <algorithm>

namespace spp::trace
{

Json toJson(const std::string& bytes)
{
    if (text::isUtf8(bytes))
        return bytes;
    return Json{{"base64", smtp::encodeBase64(bytes)}};
}

bool fromJson(const Json& json, std::string& bytes)
{
    if (json.is_string()) {
        bytes = json.get_ref<const std::string&>();
        return true;
    }
    const auto coded = json.is_object() ? json.find("base64") : json.end();
    if (coded == json.end() || !coded->is_string())
        return false;
    auto decoded = smtp::decodeBase64(coded->get_ref<const std::string&>());
    if (decoded)
        bytes = std::move(*decoded);
    return decoded.has_value();
}

namespace
{

/// Each variable that is put looks at all that are there. A difference that takes longer is told as a whole instead.
constexpr std::size_t maxLooks = 10'000'000;

bool isQuick(std::size_t changes, const plugin::Environment& environment)
{
    return changes * (environment.entries().size() + changes) <= maxLooks;
}

Json listFrom(const std::vector<std::string>& list, std::size_t first)
{
    Json array = Json::array();
    for (; first < list.size(); ++first)
        array.push_back(toJson(list[first]));
    return array;
}

bool appendList(const Json& array, std::vector<std::string>& list)
{
    if (!array.is_array())
        return false;
    for (const Json& each : array)
        if (!fromJson(each, list.emplace_back()))
            return false;
    return true;
}

const Json* findIn(const Json& object, const char* name)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found == object.end() ? nullptr : &*found;
}

} // namespace

Json listDifference(const std::vector<std::string>& before, const std::vector<std::string>& after)
{
    const auto kept = static_cast<std::size_t>(std::ranges::mismatch(before, after).in2 - after.begin());
    if (kept == 0)
        return listFrom(after, 0);
    return Json{{"keep", kept}, {"add", listFrom(after, kept)}};
}

bool applyListDifference(const Json& json, std::vector<std::string>& list)
{
    if (json.is_array()) {
        list.clear();
        return appendList(json, list);
    }
    const Json* kept = findIn(json, "keep");
    const Json* added = findIn(json, "add");
    std::size_t count = 0;
    if (!kept || !added || !fromJson(*kept, count) || count > list.size())
        return false;
    list.resize(count);
    return appendList(*added, list);
}

Json environmentDifference(const plugin::Environment& before, const plugin::Environment& after)
{
    if (before == after)
        return Json();
    Json gone = Json::array();
    std::vector<std::string> put;
    plugin::Environment made = before;
    for (const auto& change : plugin::changes(before, after)) {
        if (change.after) {
            // An entry without "=" is no variable, and its text is all name.
            const std::string entry = change.name + "=" + *change.after;
            const auto& entries = after.entries();
            put.push_back(std::ranges::find(entries, entry) != entries.end() ? entry : change.name);
            made.put(put.back());
        } else {
            gone.push_back(toJson(change.name));
            made.unset(change.name);
        }
    }
    // The order counts, too: what this way does not lead to is told as a whole.
    if (made != after || !isQuick(put.size() + gone.size(), before))
        return listFrom(after.entries(), 0);
    Json difference = Json::object();
    if (!put.empty())
        difference["put"] = listFrom(put, 0);
    if (!gone.empty())
        difference["unset"] = std::move(gone);
    return difference;
}

bool applyEnvironmentDifference(const Json& json, plugin::Environment& environment)
{
    std::vector<std::string> entries;
    if (json.is_array()) {
        if (!appendList(json, entries))
            return false;
        environment = plugin::Environment(std::move(entries));
        return true;
    }
    if (!json.is_object())
        return false;
    if (const Json* put = findIn(json, "put"); put && !appendList(*put, entries))
        return false;
    std::vector<std::string> names;
    if (const Json* gone = findIn(json, "unset"); gone && !appendList(*gone, names))
        return false;
    if (!isQuick(entries.size() + names.size(), environment))
        return false;
    for (const auto& entry : entries)
        environment.put(entry);
    for (const auto& name : names)
        environment.unset(name);
    return true;
}

} // namespace spp::trace
