// SPDX-License-Identifier: MIT
#include "core/runtime/tls_context.h"
#include "tests/core/runtime/certificate.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <QTest>

#include <openssl/ssl.h>

using namespace spp::runtime;
using spp::test::Certificate;
using spp::test::Folder;
using spp::test::makeCertificate;

class TestTlsContext : public QObject
{
    Q_OBJECT

    Folder m_folder;
    const Certificate m_mx = makeCertificate("mx.example.org");

    /// What reading a file with these bytes fails with, without the path in front; empty if it succeeds.
    std::string errorOf(std::string_view bytes)
    {
        m_folder.write("servercert.pem", bytes);
        const std::string path = m_folder.path("servercert.pem");
        const auto context = TlsContext::read(path);
        if (context)
            return {};
        if (context.error().fault != spp::Fault::Configuration || !context.error().message.starts_with(path + ": "))
            return context.error().message + ": no path, or not the fault of the configuration";
        return context.error().message.substr(path.size() + 2);
    }

private slots:
    void certificateAndKeyStandInOneFileInAnyOrder()
    {
        QCOMPARE(errorOf(m_mx.certificate + m_mx.key), std::string());
        QCOMPARE(errorOf(m_mx.key + m_mx.certificate), std::string());
        QCOMPARE(errorOf("Bag Attributes\n" + m_mx.certificate + "a remark\n" + m_mx.key), std::string());
    }

    void theChainIsRead()
    {
        QCOMPARE(errorOf(m_mx.certificate + makeCertificate("ca.example.org").certificate + m_mx.key), std::string());
        const auto context = TlsContext::read(m_folder.path("servercert.pem"));
        STACK_OF(X509)* chain = nullptr;
        SSL_CTX_get0_chain_certs(context->get(), &chain);
        QCOMPARE(sk_X509_num(chain), 1);
    }

    void copiesShareOneContext()
    {
        m_folder.write("servercert.pem", m_mx.pem());
        const auto context = TlsContext::read(m_folder.path("servercert.pem"));
        const TlsContext copy = *context;
        QCOMPARE(copy.get(), context->get());
    }

    void whatCantBeReadIsSaidInASentence()
    {
        const auto missing = TlsContext::read(m_folder.path("none.pem"));
        QVERIFY(!missing);
        QVERIFY2(missing.error().message.starts_with(
                     m_folder.path("none.pem") + ": no certificate can be read: No such file or directory; put the"),
                 missing.error().message.c_str());
        QVERIFY(errorOf("").starts_with("no certificate can be read: no start line; put the"));
        QVERIFY(errorOf("garbage\n").starts_with("no certificate can be read: no start line; "));
        QVERIFY(errorOf(m_mx.key).starts_with("no certificate can be read: no start line; "));
        QVERIFY(errorOf(m_mx.pem().substr(0, 200)).starts_with("no certificate can be read: "));
    }

    void aMissingOrForeignKeyIsSaidInASentence()
    {
        QVERIFY(errorOf(m_mx.certificate).starts_with("no private key of its certificate can be read: "));
        const std::string foreign = errorOf(m_mx.certificate + makeCertificate("mx.example.org").key);
        QVERIFY2(foreign.starts_with("no private key of its certificate can be read: key values mismatch; add the key"),
                 foreign.c_str());
    }

    void nobodyIsAskedForAPassphrase()
    {
        const std::string error = errorOf(makeCertificate("mx.example.org", "secret").pem());
        QVERIFY2(error.starts_with("no private key of its certificate can be read: "), error.c_str());
        QVERIFY2(error.ends_with("without a passphrase"), error.c_str());
    }
};

QTEST_GUILESS_MAIN(TestTlsContext)
#include "tst_tls_context.moc"
