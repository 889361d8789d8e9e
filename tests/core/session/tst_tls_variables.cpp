// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/session/tls_variables.h"
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

/// What plugins are told of TLS.
class TestTlsVariables : public QObject
{
    Q_OBJECT

    static session::TlsStarted tls()
    {
        session::TlsStarted tls;
        tls.ok = true;
        tls.cipher = "TLS_AES_256_GCM_SHA384";
        tls.protocol = "TLSv1.3";
        tls.keyBits = 256;
        return tls;
    }

    static std::string variablesOf(const session::TlsStarted& tls, std::vector<std::string> before = {})
    {
        plugin::Environment environment(std::move(before));
        session::setTlsVariables(environment, tls);
        std::string all;
        for (const auto& entry : environment.entries())
            all += entry + '\n';
        return all;
    }

    static std::string subjectSet(const std::string& subject)
    {
        session::TlsStarted known = tls();
        known.client = session::ClientCertificate{subject, {}, {}, {}};
        plugin::Environment environment;
        session::setTlsVariables(environment, known);
        return std::string(environment.value("SSL_CLIENT_S_DN").value_or("none"));
    }

private slots:
    void theyAreNamedAsOtherServersNameThem()
    {
        session::TlsStarted known = tls();
        known.serverName = "MX.Example.org";
        known.client = session::ClientCertificate{"CN=mail.example.net,O=Net", "mail.example.net", "CN=Issuer", "0A1B"};
        QCOMPARE(variablesOf(known),
                 "SSL_PROTOCOL=TLSv1.3\nSSL_CIPHER=TLS_AES_256_GCM_SHA384\n"
                 "SSL_CIPHER_USEKEYSIZE=256\nSSL_TLS_SNI=mx.example.org\n"
                 "SSL_CLIENT_VERIFY=SUCCESS\nSSL_CLIENT_S_DN=CN=mail.example.net,O=Net\n"
                 "SSL_CLIENT_S_DN_CN=mail.example.net\nSSL_CLIENT_I_DN=CN=Issuer\n"
                 "SSL_CLIENT_M_SERIAL=0A1B\n"s);
    }

    void ofACertificateThatIsNotBelievedNothingIsToldButThat()
    {
        session::TlsStarted stranger = tls();
        stranger.distrust = "self-signed certificate";
        QVERIFY(variablesOf(stranger).ends_with("SSL_CLIENT_VERIFY=FAILED:self-signed certificate\n"));
        QVERIFY(variablesOf(tls()).ends_with("SSL_CLIENT_VERIFY=NONE\n"));
    }

    void whatWasThereBeforeIsGone()
    {
        const std::string set = variablesOf(
            tls(), {"SSL_CLIENT_S_DN=CN=root", "SSL_CLIENT_VERIFY=SUCCESS", "SSL_TLS_SNI=x", "SSLOTHER=kept"});
        QVERIFY(set.find("SSL_CLIENT_S_DN") == std::string::npos);
        QVERIFY(set.find("SSL_TLS_SNI") == std::string::npos);
        QVERIFY(set.find("SUCCESS") == std::string::npos);
        QVERIFY(set.find("SSLOTHER=kept\n") != std::string::npos);
    }

    void whatComesFromTheNetworkIsClean()
    {
        QCOMPARE(subjectSet("CN=a\r\nb\0c\x7f"s), "CN=a??b?c?"s);
        QCOMPARE(subjectSet("CN=M\xc3\xbcller"), "CN=M\xc3\xbcller"s);
        QCOMPARE(subjectSet("CN=M\xfcller"), "CN=M?ller"s);
        QCOMPARE(subjectSet(""), "none"s);
        QCOMPARE(subjectSet(std::string(100'000, 'x')), std::string(session::longestTlsVariable, 'x'));
        for (std::size_t before = 0; before < 4; ++before) {
            std::string subject(session::longestTlsVariable - before, 'x');
            for (int i = 0; i < 9; ++i)
                subject += "\xf0\x9f\x93\xac";
            const std::string set = subjectSet(subject);
            QVERIFY(text::isUtf8(set));
            QVERIFY(set.starts_with(std::string(session::longestTlsVariable - before, 'x')) || before == 0);
            QVERIFY(set.size() <= session::longestTlsVariable);
        }
    }

    void aServerNameThatIsNoneIsNotTold()
    {
        for (const std::string& name : {""s, "../../etc/passwd"s, "a b"s, "$(id)"s, "a\nb"s, std::string(256, 'a')}) {
            session::TlsStarted odd = tls();
            odd.serverName = name;
            QVERIFY2(variablesOf(odd).find("SSL_TLS_SNI") == std::string::npos, name.c_str());
        }
    }

    void onlyModernTells()
    {
        for (const auto& dialect : session::dialects()) {
            if (!dialect.hasStartTls)
                continue;
            SessionOptions options;
            options.dialect = dialect.name;
            options.environment = {"SMTPAUTH="};
            options.hasCertificate = true;
            SessionTester client{home().plugin("helo", says("")), options};
            client.say("STARTTLS");
            client.say("EHLO x");
            const auto& state = client.session().state();
            QVERIFY(state.cipher);
            const bool tells = dialect.name == "modern";
            QCOMPARE(state.environment.contains("SSL_CIPHER"), tells);
            QCOMPARE(state.environment.contains("SSL_CLIENT_VERIFY"), tells);
        }
    }
};

SPP_TEST(TestTlsVariables)
#include "tst_tls_variables.moc"
