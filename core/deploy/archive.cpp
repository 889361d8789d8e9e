// SPDX-License-Identifier: MIT
#include "core/deploy/archive.h"

#include "core/base/text.h"

#include <algorithm>
#include <optional>

namespace spp::deploy
{

namespace
{

constexpr std::size_t blockSize = 512;
constexpr std::size_t longestName = 100; // of the field; what is longer travels in a block of its own

/// Where a field begins, and its length.
struct Field
{
    std::size_t at = 0;
    std::size_t length = 0;
};

constexpr Field nameField{0, 100};
constexpr Field modeField{100, 8};
constexpr Field userField{108, 8};
constexpr Field groupField{116, 8};
constexpr Field sizeField{124, 12};
constexpr Field timeField{136, 12};
constexpr Field sumField{148, 8};
constexpr Field typeField{156, 1};
constexpr Field linkField{157, 100};
constexpr Field magicField{257, 8};
constexpr Field prefixField{345, 155};

constexpr std::string_view posixMagic("ustar\00000", 8);

tl::unexpected<Error> damaged(const char* how)
{
    return fail(Fault::Internal, std::string("the archive of the home ") + how);
}

std::string_view raw(std::string_view block, Field field)
{
    return block.substr(field.at, field.length);
}

std::string_view textOf(std::string_view block, Field field)
{
    return text::untilNul(raw(block, field));
}

/// Octal digits, or with its highest bit set a binary number (GNU).
std::optional<std::uint64_t> numberOf(std::string_view block, Field field)
{
    const std::string_view bytes = raw(block, field);
    std::uint64_t number = 0;
    if ((static_cast<unsigned char>(bytes.front()) & 0x80U) != 0) {
        for (const char byte : bytes.substr(1)) {
            if ((number >> 56U) != 0)
                return std::nullopt;
            number = number << 8U | static_cast<unsigned char>(byte);
        }
        return number;
    }
    for (const char digit : text::trim(text::untilNul(bytes))) {
        if (digit < '0' || digit > '7' || (number >> 60U) != 0)
            return std::nullopt;
        number = number << 3U | static_cast<unsigned>(digit - '0');
    }
    return number;
}

/// The sum of a header's bytes, its own field taken as blanks.
std::uint64_t sumOf(std::string_view block)
{
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < block.size(); ++i) {
        const bool isOwn = i >= sumField.at && i < sumField.at + sumField.length;
        sum += isOwn ? std::uint64_t{' '} : static_cast<unsigned char>(block[i]);
    }
    return sum;
}

std::size_t padded(std::size_t size)
{
    return (size + blockSize - 1) / blockSize * blockSize;
}

/// What blocks in front of a header say instead of its fields.
struct Overrides
{
    std::optional<std::string> path;
    std::optional<std::string> link;
    std::optional<std::uint64_t> size;
    std::optional<std::uint32_t> user;
    std::optional<std::uint32_t> group;
};

/// Records "LENGTH NAME=VALUE\n"; the length counts itself.
bool readPax(std::string_view records, Overrides& overrides)
{
    while (!records.empty()) {
        const auto length = text::leadingNumber(records);
        const auto blank = records.find(' ');
        if (!length || blank == std::string_view::npos || *length > records.size() || *length < blank + 2)
            return false;
        const std::string_view record = records.substr(blank + 1, *length - blank - 2);
        const auto equals = record.find('=');
        if (equals == std::string_view::npos)
            return false;
        const std::string_view name = record.substr(0, equals);
        const std::string_view value = record.substr(equals + 1);
        const auto number = text::leadingNumber(value);
        if (name == "path")
            overrides.path = text::untilNul(value);
        else if (name == "linkpath")
            overrides.link = text::untilNul(value);
        else if (name == "size")
            overrides.size = number;
        else if (name == "uid" && number)
            overrides.user = static_cast<std::uint32_t>(*number);
        else if (name == "gid" && number)
            overrides.group = static_cast<std::uint32_t>(*number);
        records.remove_prefix(*length);
    }
    return true;
}

/// "./control/" becomes "control"; nullopt if it leads out of the home. The home itself is empty.
std::optional<std::string> plain(std::string_view path)
{
    while (path.starts_with("./"))
        path.remove_prefix(2);
    while (path.ends_with('/'))
        path.remove_suffix(1);
    if (path.empty() || path == ".")
        return std::string();
    return isPlainPath(path) ? std::optional(std::string(path)) : std::nullopt;
}

class Reader
{
public:
    explicit Reader(std::string_view bytes) : m_rest(bytes) {}

    Result<Manifest> read()
    {
        while (m_rest.size() >= blockSize) {
            const std::string_view header = m_rest.substr(0, blockSize);
            m_rest.remove_prefix(blockSize);
            if (header.find_first_not_of('\0') == std::string_view::npos)
                return std::move(m_manifest);
            if (numberOf(header, sumField) != sumOf(header))
                return damaged("is no tar archive, or damaged");
            if (auto taken = takeMember(header); !taken)
                return tl::unexpected<Error>(taken.error());
        }
        return damaged("is cut off");
    }

private:
    Result<void> takeMember(std::string_view header)
    {
        const char type = header[typeField.at];
        const bool isExtension = type == 'L' || type == 'K' || type == 'x' || type == 'g';
        const auto size = !isExtension && m_overrides.size ? m_overrides.size : numberOf(header, sizeField);
        const bool hasBytes = type != '1' && type != '2' && type != '5';
        const std::uint64_t length = hasBytes ? size.value_or(maxBytes + 1) : 0;
        if (length > maxBytes)
            return fail(Fault::Configuration, "a file of the home is larger than " +
                                                  std::to_string(maxBytes / 1024 / 1024) +
                                                  " MiB; what is that large is no part of a home");
        if (m_rest.size() < padded(length))
            return damaged("is cut off");
        const std::string_view bytes = m_rest.substr(0, length);
        m_rest.remove_prefix(padded(length));
        switch (type) {
        case 'L': m_overrides.path = text::untilNul(bytes); return {};
        case 'K': m_overrides.link = text::untilNul(bytes); return {};
        case 'x': return readPax(bytes, m_overrides) ? Result<void>() : damaged("has extended headers that are none");
        case 'g': return {};
        default: break;
        }
        auto added = addEntry(header, type, bytes);
        m_overrides = {};
        return added;
    }

    Result<void> addEntry(std::string_view header, char type, std::string_view bytes)
    {
        const auto path = plain(m_overrides.path ? *m_overrides.path : nameOf(header));
        if (!path)
            return damaged("names a path that leads out of it");
        if (path->empty())
            return {};
        if (m_manifest.size() >= maxEntries)
            return fail(Fault::Configuration,
                        "there are more than " + std::to_string(maxEntries) + " files; is it a home?");
        const std::string link = m_overrides.link ? *m_overrides.link : std::string(textOf(header, linkField));
        Entry entry;
        entry.mode = static_cast<unsigned>(numberOf(header, modeField).value_or(0) & 07777U);
        entry.owner.user =
            m_overrides.user.value_or(static_cast<std::uint32_t>(numberOf(header, userField).value_or(0)));
        entry.owner.group =
            m_overrides.group.value_or(static_cast<std::uint32_t>(numberOf(header, groupField).value_or(0)));
        switch (type) {
        case '\0':
        case '0':
        case '7': entry.content = bytes; break;
        case '1': {
            const auto other = plain(link);
            const auto found = other ? m_manifest.find(*other) : m_manifest.end();
            if (found == m_manifest.end())
                return damaged("names a file twice, but does not have it");
            entry = found->second;
            break;
        }
        case '2':
            entry.kind = Kind::Link;
            entry.content = link;
            break;
        case '5': entry.kind = Kind::Folder; break;
        default: return {};
        }
        m_bytes += entry.content.size();
        if (m_bytes > maxBytes)
            return fail(Fault::Configuration, "the files are larger than " + std::to_string(maxBytes / 1024 / 1024) +
                                                  " MiB together; leave out what is no part of the home");
        m_manifest.insert_or_assign(*path, std::move(entry));
        return {};
    }

    static std::string nameOf(std::string_view header)
    {
        const std::string name(textOf(header, nameField));
        // GNU's own format has other things in the prefix's place.
        const std::string_view prefix = textOf(header, prefixField);
        return raw(header, magicField) == posixMagic && !prefix.empty() ? std::string(prefix) + "/" + name : name;
    }

    std::string_view m_rest;
    Overrides m_overrides;
    Manifest m_manifest;
    std::size_t m_bytes = 0;
};

void put(std::string& block, Field field, std::string_view value)
{
    block.replace(field.at, std::min(value.size(), field.length), value.substr(0, field.length));
}

/// In octal; what is too large for that as a binary number, as GNU does.
void putNumber(std::string& block, Field field, std::uint64_t number)
{
    const std::size_t digits = field.length - 1;
    const bool isOctal = (number >> (3 * digits)) == 0;
    std::string text(digits, '0');
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit, number >>= isOctal ? 3U : 8U)
        *digit = static_cast<char>(isOctal ? '0' + (number & 7U) : number & 0xFFU);
    put(block, field, isOctal ? text : '\x80' + text);
}

void appendMember(std::string& archive, char type, std::string_view name, const Entry& entry)
{
    const bool isLink = type == '2';
    const std::string_view bytes = isLink ? std::string_view() : std::string_view(entry.content);
    std::string header(blockSize, '\0');
    put(header, nameField, name);
    putNumber(header, modeField, entry.mode);
    putNumber(header, userField, entry.owner.user);
    putNumber(header, groupField, entry.owner.group);
    putNumber(header, sizeField, bytes.size());
    putNumber(header, timeField, 0);
    put(header, typeField, std::string_view(&type, 1));
    if (isLink)
        put(header, linkField, entry.content);
    put(header, magicField, posixMagic);
    putNumber(header, sumField, sumOf(header));
    archive += header;
    archive += bytes;
    archive.append(padded(bytes.size()) - bytes.size(), '\0');
}

void appendLongName(std::string& archive, char type, const std::string& name)
{
    if (name.size() > longestName)
        appendMember(archive, type, "././@LongLink", Entry{Kind::File, 0644, {}, name + '\0'});
}

} // namespace

Result<Manifest> parseArchive(std::string_view bytes)
{
    return Reader(bytes).read();
}

std::string formatArchive(const Manifest& manifest)
{
    std::string archive;
    for (const auto& [path, entry] : manifest) {
        const std::string name = entry.kind == Kind::Folder ? path + "/" : path;
        if (entry.kind == Kind::Link)
            appendLongName(archive, 'K', entry.content);
        appendLongName(archive, 'L', name);
        switch (entry.kind) {
        case Kind::File: appendMember(archive, '0', name, entry); break;
        case Kind::Folder: appendMember(archive, '5', name, {entry.kind, entry.mode, entry.owner, {}}); break;
        case Kind::Link: appendMember(archive, '2', name, entry); break;
        }
    }
    archive.append(2 * blockSize, '\0');
    return archive;
}

} // namespace spp::deploy
