// SPDX-License-Identifier: MIT
#include "tests/core/runtime/certificate.h"

#include <QtGlobal>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

namespace spp::test
{

namespace
{

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Signed = std::unique_ptr<X509, decltype(&X509_free)>;
using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;

/// @param issuer nullptr: it will be signed by itself
Signed begin(EVP_PKEY* key, const std::string& name, const X509* issuer)
{
    Signed made(X509_new(), X509_free);
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), issuer == nullptr ? 1 : 0x0A1B);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
    X509_set_pubkey(made.get(), key);
    X509_NAME* subject = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.data()),
                               static_cast<int>(name.size()), -1, 0);
    X509_set_issuer_name(made.get(), issuer == nullptr ? subject : X509_get_subject_name(issuer));
    return made;
}

void conclude(X509* made, EVP_PKEY* key)
{
    if (X509_sign(made, key, EVP_sha256()) == 0)
        qFatal("a test can't sign a certificate");
}

void allowSigning(X509* made)
{
    const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_basic_constraints, "critical,CA:TRUE"), X509_EXTENSION_free);
    X509_add_ext(made, extension.get(), -1);
}

std::string textOf(BIO* memory)
{
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(memory, &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

Certificate written(const X509* made, const EVP_PKEY* key, const std::string& passphrase)
{
    const Memory certificate(BIO_new(BIO_s_mem()), BIO_free);
    const Memory privateKey(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_X509(certificate.get(), made);
    PEM_write_bio_PKCS8PrivateKey(privateKey.get(), key, passphrase.empty() ? nullptr : EVP_aes_128_cbc(),
                                  passphrase.data(), static_cast<int>(passphrase.size()), nullptr, nullptr);
    return {textOf(certificate.get()), textOf(privateKey.get())};
}

} // namespace

Certificate makeCertificate(const std::string& name, const std::string& passphrase)
{
    const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const Signed made = begin(key.get(), name, nullptr);
    conclude(made.get(), key.get());
    return written(made.get(), key.get(), passphrase);
}

Certificate makeIssuer(const std::string& name)
{
    const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const Signed made = begin(key.get(), name, nullptr);
    allowSigning(made.get());
    conclude(made.get(), key.get());
    return written(made.get(), key.get(), {});
}

Certificate makeCertificateOf(const Certificate& issuer, const std::string& name)
{
    const Memory certificate(BIO_new_mem_buf(issuer.certificate.data(), -1), BIO_free);
    const Memory privateKey(BIO_new_mem_buf(issuer.key.data(), -1), BIO_free);
    const Signed itsCertificate(PEM_read_bio_X509(certificate.get(), nullptr, nullptr, nullptr), X509_free);
    const Key itsKey(PEM_read_bio_PrivateKey(privateKey.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const Signed made = begin(key.get(), name, itsCertificate.get());
    conclude(made.get(), itsKey.get());
    return written(made.get(), key.get(), {});
}

} // namespace spp::test
