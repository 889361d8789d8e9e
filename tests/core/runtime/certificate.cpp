// SPDX-License-Identifier: MIT
#include "tests/core/runtime/certificate.h"

#include <QtGlobal>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

namespace spp::test
{

namespace
{

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Signed = std::unique_ptr<X509, decltype(&X509_free)>;
using Memory = std::unique_ptr<BIO, decltype(&BIO_free)>;

Signed sign(EVP_PKEY* key, const std::string& name)
{
    Signed made(X509_new(), X509_free);
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
    X509_set_pubkey(made.get(), key);
    X509_NAME* subject = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()), -1,
                               -1, 0);
    X509_set_issuer_name(made.get(), subject);
    if (X509_sign(made.get(), key, EVP_sha256()) == 0)
        qFatal("a test can't sign a certificate");
    return made;
}

std::string textOf(BIO* memory)
{
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(memory, &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

} // namespace

Certificate makeCertificate(const std::string& name, const std::string& passphrase)
{
    const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const Signed made = sign(key.get(), name);
    const Memory certificate(BIO_new(BIO_s_mem()), BIO_free);
    const Memory privateKey(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_X509(certificate.get(), made.get());
    PEM_write_bio_PKCS8PrivateKey(privateKey.get(), key.get(), passphrase.empty() ? nullptr : EVP_aes_128_cbc(),
                                  passphrase.data(), static_cast<int>(passphrase.size()), nullptr, nullptr);
    return {textOf(certificate.get()), textOf(privateKey.get())};
}

} // namespace spp::test
