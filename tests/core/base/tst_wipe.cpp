// SPDX-License-Identifier: MIT
#include "core/base/wipe.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <algorithm>

using namespace spp;

class TestWipe : public QObject
{
    Q_OBJECT

private slots:
    void aStringIsOverwrittenWithAllItHasHeld()
    {
        std::string text(100, 's');
        const char* const memory = text.data();
        text.resize(5);
        wipe(text);
        QVERIFY(text.empty());
        text.resize(100, 'x');
        QCOMPARE(static_cast<const void*>(text.data()), static_cast<const void*>(memory));
        text.resize(text.capacity());
        QVERIFY(std::none_of(text.begin(), text.end(), [](char c) { return c == 's'; }));
    }

    void aScopeWipesHoweverItIsLeft()
    {
        std::string text = "secret";
        const auto leave = [&](bool early) {
            const WipeAtEnd guard(text);
            if (early)
                return;
            text += "!";
        };
        leave(true);
        QVERIFY(text.empty());
        leave(false);
        QVERIFY(text.empty());
    }
};

SPP_TEST(TestWipe)
#include "tst_wipe.moc"
