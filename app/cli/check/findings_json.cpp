// SPDX-License-Identifier: MIT
#include "app/cli/check/findings_json.h"

#include "core/base/text.h"

#include <nlohmann/json.hpp>

namespace spp::cli
{

using nlohmann::ordered_json;

namespace
{

/// JSON is UTF-8; other bytes are shown as \xNN.
std::string utf8(std::string_view bytes)
{
    return text::isUtf8(bytes) ? std::string(bytes) : text::printable(bytes);
}

/// RFC 3986: what is no unreserved character, nor a slash, as %NN.
std::string asUri(std::string_view path)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string uri;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                             std::string_view("-._~/").find(c) != std::string_view::npos;
        if (isPlain)
            uri += c;
        else
            uri += {'%', digits[byte / 16U], digits[byte % 16U]};
    }
    return uri;
}

ordered_json asJson(const check::Finding& finding)
{
    ordered_json json{{"file", utf8(finding.file)},       {"line", finding.line},
                      {"column", finding.column},         {"length", finding.length},
                      {"rule", rowOf(finding.rule).name}, {"severity", trace::formatSeverity(finding.severity())},
                      {"message", utf8(finding.sentence)}};
    if (finding.hasFix())
        json["fix"] = finding.fix.title;
    return json;
}

ordered_json asSarifRule(const check::RuleRow& row)
{
    return {{"id", row.name},
            {"fullDescription", {{"text", row.explanation}}},
            {"defaultConfiguration", {{"level", trace::formatSeverity(row.severity)}}}};
}

ordered_json asSarifRegion(const check::Finding& finding)
{
    ordered_json region{{"startLine", finding.line}};
    if (finding.column > 0) {
        region["startColumn"] = finding.column;
        region["endColumn"] = finding.column + finding.length;
    }
    return region;
}

ordered_json asSarifFix(const check::Fix& fix)
{
    ordered_json replacements = ordered_json::array();
    for (const auto& edit : fix.edits)
        replacements.push_back({{"deletedRegion", {{"byteOffset", edit.begin}, {"byteLength", edit.end - edit.begin}}},
                                {"insertedContent", {{"text", utf8(edit.text)}}}});
    return {{"description", {{"text", fix.title}}},
            {"artifactChanges",
             {{{"artifactLocation", {{"uri", asUri(fix.file)}}}, {"replacements", std::move(replacements)}}}}};
}

ordered_json asSarifResult(const check::Finding& finding)
{
    const std::string uri = finding.file.starts_with('/') ? "file://" + asUri(finding.file) : asUri(finding.file);
    ordered_json artifact{{"uri", uri}};
    if (!finding.file.starts_with('/'))
        artifact["uriBaseId"] = "HOME";
    ordered_json location{{"artifactLocation", std::move(artifact)}};
    if (finding.line > 0)
        location["region"] = asSarifRegion(finding);
    ordered_json result{{"ruleId", rowOf(finding.rule).name},
                        {"ruleIndex", static_cast<int>(finding.rule)},
                        {"level", trace::formatSeverity(finding.severity())},
                        {"message", {{"text", utf8(finding.sentence)}}},
                        {"locations", {{{"physicalLocation", std::move(location)}}}}};
    if (!finding.fix.edits.empty())
        result["fixes"] = ordered_json::array({asSarifFix(finding.fix)});
    return result;
}

} // namespace

std::string findingsAsJson(const std::string& home, const std::vector<check::Finding>& findings)
{
    ordered_json list = ordered_json::array();
    for (const auto& finding : findings)
        list.push_back(asJson(finding));
    return ordered_json{{"home", utf8(home)}, {"findings", std::move(list)}}.dump(2);
}

std::string findingsAsSarif(const std::string& home, const std::vector<check::Finding>& findings)
{
    ordered_json rules = ordered_json::array();
    for (const auto& row : check::ruleRows())
        rules.push_back(asSarifRule(row));
    ordered_json results = ordered_json::array();
    for (const auto& finding : findings)
        results.push_back(asSarifResult(finding));
    const ordered_json run{{"tool", {{"driver", {{"name", "spp check"}, {"rules", std::move(rules)}}}}},
                           {"columnKind", "utf16CodeUnits"},
                           {"originalUriBaseIds", {{"HOME", {{"uri", "file://" + asUri(home) + "/"}}}}},
                           {"results", std::move(results)}};
    return ordered_json{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                        {"version", "2.1.0"},
                        {"runs", ordered_json::array({run})}}
        .dump(2);
}

} // namespace spp::cli
