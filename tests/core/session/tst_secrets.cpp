// SPDX-License-Identifier: MIT
#include "core/base/wipe.h"
#include "core/smtp/base64.h"
#include "tests/core/session/bare_session.h"
#include "tests/core/session/heap.h"
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

// Long enough for the heap.
const std::string password = "correct horse battery staple, and a zebra";

} // namespace

/// A password's memory is wiped before anything else can get it.
class TestSecrets : public QObject
{
    Q_OBJECT

    /// How many pieces of memory were given back with the secret in them.
    static std::size_t leftBehind(const std::string& secret, const std::vector<std::string>& pieces)
    {
        SessionOptions options = inDialect({"SMTPAUTH=+cram", "FORCETLS=0"});
        options.reports = false;
        options.passwordCommand = {"host", "checkpw", "true"};
        const session::SessionConfig config = SessionTester{home(), options}.session().config();
        const FreedBytes freed(secret);
        {
            BareSession client{config};
            for (const auto& piece : pieces)
                client.send(piece);
            // As the runtime does once the password program has them.
            wipe(client.login().fields);
            client.handle(session::LoginChecked{true});
            client.send("NOOP\r\n" + std::string(5000, 'x') + "\r\n");
            wipe(client.login().fields); // of a login that this line has ended
        }
        return freed.found();
    }

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("dialect");
        for (const auto& dialect : session::dialects())
            if (dialect.auth.offer != session::AuthTraits::Offer::Never) {
                const std::string name(dialect.name);
                QTest::newRow(name.c_str()) << QString::fromStdString(name);
            }
    }

    void whatIsNotWipedIsFound()
    {
        const FreedBytes freed(password);
        {
            const std::string copy(password);
        }
        QCOMPARE(freed.found(), std::size_t{1});
        {
            std::string copy(password);
            wipe(copy);
        }
        QCOMPARE(freed.found(), std::size_t{1});
    }

    void aLoginLeavesNothingBehind()
    {
        const std::string initial = smtp::encodeBase64("\0mary\0"s + password);
        const std::string coded = smtp::encodeBase64(password);
        std::vector<std::vector<std::string>> dialogs{
            {"AUTH PLAIN " + initial + "\r\n"},
            {"AUTH PLAIN\r\n", initial + "\r\n"},
            {"AUTH LOGIN\r\n", smtp::encodeBase64("mary") + "\r\n", coded + "\r\n"},
            {"NOOP\r\nAUTH LOGIN\r\n" + smtp::encodeBase64("mary") + "\r\n" + coded + "\r\nNOOP\r\n"},
            {"AUTH CRAM-MD5\r\n", smtp::encodeBase64("mary " + password) + "\r\n"},
        };
        // In pieces the buffer grows.
        std::vector<std::string> bytes{"AUTH PLAIN\r\n"};
        for (const char c : initial + "\r\n")
            bytes.emplace_back(1, c);
        dialogs.push_back(bytes);
        for (const auto& dialog : dialogs)
            for (const auto& secret : {password, initial, coded})
                QVERIFY2(leftBehind(secret, dialog) == 0, text::printable(dialog.front()).c_str());
    }

    void aLoginThatIsRefusedLeavesNothingBehindEither()
    {
        const std::string initial = smtp::encodeBase64("\0mary\0"s + password);
        const std::vector<std::vector<std::string>> dialogs{
            {"MAIL FROM:<a@example.net>\r\n", "AUTH PLAIN " + initial + "\r\n"},
            {"AUTH GSSAPI " + initial + "\r\n"},
            {"AUTH PLAIN\r\n", smtp::encodeBase64(password) + "\r\n"},
            {"AUTH PLAIN\r\n", smtp::encodeBase64("\0mary"s + password) + "\r\n"},
            {"AUTH LOGIN\r\n", smtp::encodeBase64("mary") + "\r\n", smtp::encodeBase64(password + '\0') + "\r\n"},
            {"AUTH PLAIN\r\n", initial + "!\r\n"},
            {"AUTH PLAIN\r\n", initial},
        };
        for (const auto& dialog : dialogs)
            for (const auto& secret : {password, initial, smtp::encodeBase64(password)})
                QVERIFY2(leftBehind(secret, dialog) == 0, text::printable(dialog.front()).c_str());
    }
};

SPP_TEST(TestSecrets)
#include "tst_secrets.moc"
