// SPDX-License-Identifier: MIT
#include "app/workbench/editor/language.h"
#include "app/workbench/settings/colours.h"
#include "tests/support/test_main.h"

#include <KSyntaxHighlighting/Theme>

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace spp::workbench;
using KSyntaxHighlighting::Theme;

namespace
{

const QPalette light(QColor(0xef, 0xef, 0xef));
const QPalette dark(QColor(0x2d, 0x2d, 0x30));

/// Relative luminance and contrast as WCAG 2.1 defines them.
double luminance(const QColor& colour)
{
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

constexpr double readable = 4.5; // WCAG 2 level AA for text

} // namespace

class TestColours : public QObject
{
    Q_OBJECT

private slots:
    void lightnessIsAskedOfThePalette()
    {
        QVERIFY(!isDark(light));
        QVERIFY(isDark(dark));
    }

    void meaningsCanBeReadOnLightAndDark()
    {
        for (const QPalette& palette : {light, dark}) {
            for (const Meaning meaning :
                 {Meaning::Accept, Meaning::Defer, Meaning::Reject, Meaning::Error, Meaning::Changed}) {
                QVERIFY(contrast(foreground(meaning, palette), palette.color(QPalette::Window)) >= readable);
                QVERIFY(contrast(foreground(meaning, palette), palette.color(QPalette::Base)) >= readable);
                QVERIFY(contrast(palette.color(QPalette::Text), background(meaning, palette)) >= readable);
            }
        }
    }

    void meaningsLookDifferent()
    {
        for (const QPalette& palette : {light, dark})
            QVERIFY(foreground(Meaning::Accept, palette) != foreground(Meaning::Reject, palette));
    }

    void everyTextStyleOfOurThemesCanBeRead_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("light") << "Workbench Light";
        QTest::newRow("dark") << "Workbench Dark";
    }

    void everyTextStyleOfOurThemesCanBeRead()
    {
        QFETCH(QString, name);
        const auto repository = makeSyntaxRepository();
        const Theme theme = repository->theme(name);
        QVERIFY(theme.isValid());
        const auto colour = [&](Theme::EditorColorRole role) { return QColor::fromRgba(theme.editorColor(role)); };
        for (int style = Theme::Normal; style <= Theme::Others; ++style) {
            const QColor text = QColor::fromRgba(theme.textColor(static_cast<Theme::TextStyle>(style)));
            QVERIFY2(contrast(text, colour(Theme::BackgroundColor)) >= readable, qPrintable(QString::number(style)));
            QVERIFY2(contrast(text, colour(Theme::CurrentLine)) >= readable, qPrintable(QString::number(style)));
        }
        QVERIFY(contrast(colour(Theme::LineNumbers), colour(Theme::IconBorder)) >= readable);
        const QColor normal = QColor::fromRgba(theme.textColor(Theme::Normal));
        QVERIFY(contrast(normal, colour(Theme::TextSelection)) >= readable);
        QVERIFY(contrast(normal, colour(Theme::SearchHighlight)) >= readable);
    }
};

SPP_TEST(TestColours)
#include "tst_colours.moc"
