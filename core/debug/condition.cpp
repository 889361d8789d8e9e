// SPDX-License-Identifier: MIT
#include "core/debug/condition.h"

#include "core/control/regular_expression.h"
#include "core/debug/decimal.h"
#include "core/debug/term.h"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>
#include <vector>

namespace spp::debug
{

namespace
{

enum class Relation {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,
    StartsWith,
    EndsWith,
    Matches,
    Set,
    Unset
};

struct RelationWord
{
    Relation relation;
    std::string_view word;
};

constexpr std::array relationWords{
    RelationWord{Relation::Equal, "=="},
    RelationWord{Relation::NotEqual, "!="},
    RelationWord{Relation::Less, "<"},
    RelationWord{Relation::LessOrEqual, "<="},
    RelationWord{Relation::Greater, ">"},
    RelationWord{Relation::GreaterOrEqual, ">="},
    RelationWord{Relation::Contains, "contains"},
    RelationWord{Relation::StartsWith, "startsWith"},
    RelationWord{Relation::EndsWith, "endsWith"},
    RelationWord{Relation::Matches, "matches"},
    RelationWord{Relation::Set, "set"},
    RelationWord{Relation::Unset, "unset"},
};

bool isAboutPresence(Relation relation)
{
    return relation == Relation::Set || relation == Relation::Unset;
}

/// A text, or something that has one.
using Operand = std::variant<std::string, Term>;

std::optional<std::string> valueOf(const Operand& operand, const Stop& stop)
{
    if (const auto* term = std::get_if<Term>(&operand))
        return debug::valueOf(*term, stop);
    return std::get<std::string>(operand);
}

std::string format(const Operand& operand)
{
    if (const auto* term = std::get_if<Term>(&operand))
        return formatTerm(*term);
    const auto& text = std::get<std::string>(operand);
    return isDecimal(text) ? text : quote(text);
}

std::strong_ordering compare(const std::string& a, const std::string& b)
{
    return isDecimal(a) && isDecimal(b) ? compareDecimals(a, b) : a <=> b;
}

struct Test
{
    Operand left;
    Relation relation = Relation::Set;
    Operand right;                                     ///< unless it is about presence
    std::optional<control::RegularExpression> pattern; ///< of matches: the right side

    bool holdsAt(const Stop& stop) const;
};

bool Test::holdsAt(const Stop& stop) const
{
    const auto a = valueOf(left, stop);
    if (isAboutPresence(relation))
        return a.has_value() == (relation == Relation::Set);
    const auto b = valueOf(right, stop);
    if (!a || !b)
        return relation == Relation::NotEqual;
    switch (relation) {
    case Relation::Equal: return compare(*a, *b) == 0;
    case Relation::NotEqual: return compare(*a, *b) != 0;
    case Relation::Less: return compare(*a, *b) < 0;
    case Relation::LessOrEqual: return compare(*a, *b) <= 0;
    case Relation::Greater: return compare(*a, *b) > 0;
    case Relation::GreaterOrEqual: return compare(*a, *b) >= 0;
    case Relation::Contains: return a->find(*b) != std::string::npos;
    case Relation::StartsWith: return a->starts_with(*b);
    case Relation::EndsWith: return a->ends_with(*b);
    case Relation::Matches: return pattern->matches(a->substr(0, maxSearchedText));
    case Relation::Set:
    case Relation::Unset: return false;
    }
    return false;
}

std::string format(const Test& test)
{
    const auto known = std::find_if(relationWords.begin(), relationWords.end(),
                                    [&](const RelationWord& each) { return each.relation == test.relation; });
    std::string text = format(test.left) + " " + std::string(known->word);
    if (isAboutPresence(test.relation))
        return text;
    // A pattern stands in quotes even where it looks like a number.
    return text + " " + (test.pattern ? quote(std::get<std::string>(test.right)) : format(test.right));
}

} // namespace

/// A test, or what joins the parts.
struct Condition::Node
{
    enum class Kind { Or, And, Not, Test }; ///< from the one that binds least
    Kind kind = Kind::Test;
    std::vector<Node> parts;
    Test test;

    bool holdsAt(const Stop& stop) const
    {
        const auto holds = [&](const Node& part) { return part.holdsAt(stop); };
        switch (kind) {
        case Kind::Or: return std::any_of(parts.begin(), parts.end(), holds);
        case Kind::And: return std::all_of(parts.begin(), parts.end(), holds);
        case Kind::Not: return !holds(parts.front());
        case Kind::Test: return test.holdsAt(stop);
        }
        return false;
    }

    std::string format() const
    {
        if (kind == Kind::Test)
            return debug::format(test);
        std::string text = kind == Kind::Not ? "not " : "";
        for (const auto& part : parts) {
            if (&part != &parts.front())
                text += kind == Kind::Or ? " or " : " and ";
            text += part.kind < kind ? "(" + part.format() + ")" : part.format();
        }
        return text;
    }
};

class Condition::Parser
{
public:
    explicit Parser(Lexer& lexer) : m_lexer(lexer) {}

    Result<Node> parse() { return parseJoined(Node::Kind::Or); }

private:
    using Kind = Node::Kind;

    Result<Node> parseJoined(Kind kind)
    {
        const std::string_view word = kind == Kind::Or ? "or" : "and";
        Node joined{kind, {}, {}};
        do {
            auto part = kind == Kind::Or ? parseJoined(Kind::And) : parseNegation();
            if (!part)
                return part;
            if (part->kind == kind) // of parentheses that were not needed
                std::move(part->parts.begin(), part->parts.end(), std::back_inserter(joined.parts));
            else
                joined.parts.push_back(std::move(*part));
        } while (m_lexer.takeWord(word));
        return joined.parts.size() == 1 ? Node(std::move(joined.parts.front())) : std::move(joined);
    }

    Result<Node> parseNegation()
    {
        if (m_depth == maxConditionDepth)
            return failAs(m_lexer.wrong("is nested too deeply"));
        ++m_depth;
        auto node = m_lexer.takeWord("not") ? negated(parseNegation()) : parsePrimary();
        --m_depth;
        return node;
    }

    static Result<Node> negated(Result<Node> node)
    {
        if (!node)
            return node;
        Node negation{Kind::Not, {}, {}};
        negation.parts.push_back(std::move(*node));
        return negation;
    }

    Result<Node> parsePrimary()
    {
        if (!m_lexer.takeSymbol("("))
            return parseTest();
        auto inside = parse();
        if (inside && !m_lexer.takeSymbol(")"))
            return failAs(m_lexer.expected("and, or or a closing parenthesis"));
        return inside;
    }

    Result<Node> parseTest()
    {
        auto left = parseOperand("a variable, a word, a number or a text");
        if (!left)
            return failAs(left.error());
        Test test{std::move(*left), {}, {}, {}};
        const auto known = std::find_if(relationWords.begin(), relationWords.end(),
                                        [&](const RelationWord& each) { return takeRelation(each.word); });
        if (known == relationWords.end())
            return failAs(m_lexer.expected("a comparison such as ==, contains, matches or set"));
        test.relation = known->relation;
        if (auto error = parseRight(test))
            return failAs(std::move(*error));
        return Node{Kind::Test, {}, std::move(test)};
    }

    bool takeRelation(std::string_view word) { return m_lexer.takeWord(word) || m_lexer.takeSymbol(word); }

    std::optional<Error> parseRight(Test& test)
    {
        if (isAboutPresence(test.relation))
            return std::nullopt;
        if (test.relation == Relation::Matches && m_lexer.peek().kind != Token::Kind::Text)
            return m_lexer.expected("a pattern in double quotes");
        const Lexer before = m_lexer;
        auto right = parseOperand("a text, a number, a variable or a word");
        if (!right)
            return right.error();
        test.right = std::move(*right);
        if (test.relation != Relation::Matches)
            return std::nullopt;
        const auto& text = std::get<std::string>(test.right);
        if (text.find('\0') != std::string::npos)
            return before.wrong("a pattern has no NUL");
        auto pattern = control::RegularExpression::parse(text, control::RegularExpression::Letters::AsWritten);
        if (!pattern)
            return before.wrong(pattern.error().message);
        test.pattern = std::move(*pattern);
        return std::nullopt;
    }

    Result<Operand> parseOperand(std::string_view what)
    {
        switch (m_lexer.peek().kind) {
        case Token::Kind::Text:
        case Token::Kind::Number: return m_lexer.take().text;
        case Token::Kind::Variable: break;
        case Token::Kind::Word:
            if (isReserved(m_lexer.peek().text))
                return failAs(m_lexer.expected(what));
            break;
        case Token::Kind::Symbol:
        case Token::Kind::Bad:
        case Token::Kind::End: return failAs(m_lexer.expected(what));
        }
        auto term = parseTerm(m_lexer);
        if (!term)
            return failAs(term.error());
        return std::move(*term);
    }

    static bool isReserved(const std::string& word)
    {
        return word == "and" || word == "or" || word == "not" ||
               std::any_of(relationWords.begin(), relationWords.end(),
                           [&](const RelationWord& each) { return each.word == word; });
    }

    static tl::unexpected<Error> failAs(Error error) { return tl::unexpected<Error>(std::move(error)); }

    Lexer& m_lexer;
    std::size_t m_depth = 0;
};

Result<Condition> Condition::parse(std::string_view text)
{
    Lexer lexer(text);
    auto condition = parse(lexer);
    if (condition && lexer.peek().kind != Token::Kind::End)
        return tl::unexpected<Error>(lexer.expected("and, or or the end"));
    return condition;
}

Result<Condition> Condition::parse(Lexer& lexer)
{
    auto root = Parser(lexer).parse();
    if (!root)
        return tl::unexpected<Error>(root.error());
    return Condition(std::make_shared<const Node>(std::move(*root)));
}

bool Condition::holdsAt(const Stop& stop) const
{
    return m_root->holdsAt(stop);
}

std::string Condition::format() const
{
    return m_root->format();
}

} // namespace spp::debug
