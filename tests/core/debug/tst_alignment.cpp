// SPDX-License-Identifier: MIT
#include "core/debug/alignment.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <random>

using namespace spp;
using debug::align;
using debug::Match;

namespace
{

using Sequence = std::vector<std::size_t>;

/// The length of the longest common subsequence, by the table.
std::size_t lengthOfLongest(const Sequence& a, const Sequence& b)
{
    std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j)
            table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1 : std::max(table[i - 1][j], table[i][j - 1]);
    return table[a.size()][b.size()];
}

bool isValid(const std::vector<Match>& matches, const Sequence& a, const Sequence& b)
{
    for (std::size_t i = 0; i < matches.size(); ++i) {
        if (matches[i].left >= a.size() || matches[i].right >= b.size() || a[matches[i].left] != b[matches[i].right])
            return false;
        if (i > 0 && (matches[i].left <= matches[i - 1].left || matches[i].right <= matches[i - 1].right))
            return false;
    }
    return true;
}

Sequence randomSequence(std::mt19937& random, std::size_t maxLength, std::size_t letters)
{
    Sequence sequence(random() % (maxLength + 1));
    for (auto& element : sequence)
        element = random() % letters;
    return sequence;
}

} // namespace

class TestAlignment : public QObject
{
    Q_OBJECT

private slots:
    void equalSequencesMatchWhole()
    {
        const Sequence sequence{1, 2, 3};
        QVERIFY(align(sequence, sequence) == (std::vector<Match>{{0, 0}, {1, 1}, {2, 2}}));
        QVERIFY(align({}, sequence).empty() && align(sequence, {}).empty() && align({}, {}).empty());
    }

    void whatIsMissingOrChangedIsLeftOut()
    {
        QVERIFY(align(Sequence{1, 2, 3, 4}, Sequence{1, 3, 4}) == (std::vector<Match>{{0, 0}, {2, 1}, {3, 2}}));
        QVERIFY(align(Sequence{1, 3, 4}, Sequence{1, 2, 3, 4}) == (std::vector<Match>{{0, 0}, {1, 2}, {2, 3}}));
        QVERIFY(align(Sequence{1, 2, 3}, Sequence{1, 9, 3}) == (std::vector<Match>{{0, 0}, {2, 2}}));
        QVERIFY(align(Sequence{1, 2}, Sequence{3, 4}).empty());
    }

    void itIsALongestCommonSubsequence()
    {
        std::mt19937 random(1); // NOLINT: the same each time
        for (int i = 0; i < 3000; ++i) {
            const Sequence a = randomSequence(random, 40, 1 + random() % 8);
            const Sequence b = randomSequence(random, 40, 1 + random() % 8);
            const auto matches = align(a, b);
            QVERIFY(isValid(matches, a, b));
            QCOMPARE(matches.size(), lengthOfLongest(a, b));
        }
    }

    void manyDifferencesStillGiveAValidAlignment()
    {
        std::mt19937 random(2); // NOLINT: the same each time
        Sequence a(5000);
        Sequence b(5000);
        for (std::size_t i = 0; i < a.size(); ++i) {
            a[i] = random() % 50;
            b[i] = random() % 3 == 0 ? a[i] : random() % 50;
        }
        const auto matches = align(a, b);
        QVERIFY(isValid(matches, a, b));
        QVERIFY(matches.size() > a.size() / 3);
    }

    void longSequencesHaveABoundedCost()
    {
        Sequence a(100'000);
        Sequence b(100'000);
        for (std::size_t i = 0; i < a.size(); ++i) {
            a[i] = i;
            b[i] = i % 2 == 0 ? i : i + 1'000'000;
        }
        QCOMPARE(align(a, b).size(), a.size() / 2);
    }
};

SPP_TEST(TestAlignment)
#include "tst_alignment.moc"
