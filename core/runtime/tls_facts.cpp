// SPDX-License-Identifier: MIT
#include "core/runtime/tls_facts.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace spp::runtime
{

namespace
{

/// In UTF-8, backslashes before what is special.
std::string formatName(const X509_NAME* name)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), BIO_free);
    constexpr unsigned long flags = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
    if (!memory || X509_NAME_print_ex(memory.get(), name, 0, flags) < 0)
        return {};
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

std::string commonNameOf(const X509_NAME* name)
{
    const int place = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    if (place < 0)
        return {};
    unsigned char* bytes = nullptr;
    const int size = ASN1_STRING_to_UTF8(&bytes, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, place)));
    if (size < 0)
        return {};
    std::string text(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    OPENSSL_free(bytes);
    return text;
}

std::string serialOf(const X509* certificate)
{
    const std::unique_ptr<BIGNUM, decltype(&BN_free)> number(
        ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr), BN_free);
    char* digits = number ? BN_bn2hex(number.get()) : nullptr;
    std::string text = digits != nullptr ? digits : "";
    OPENSSL_free(digits);
    return text;
}

session::ClientCertificate describeCertificate(const X509* certificate)
{
    const X509_NAME* subject = X509_get_subject_name(certificate);
    return {formatName(subject), commonNameOf(subject), formatName(X509_get_issuer_name(certificate)),
            serialOf(certificate)};
}

} // namespace

session::TlsStarted describeTls(const SSL* connection)
{
    session::TlsStarted tls;
    tls.ok = true;
    tls.cipher = SSL_get_cipher_name(connection);
    tls.protocol = SSL_get_version(connection);
    tls.keyBits = SSL_get_cipher_bits(connection, nullptr);
    if (const char* name = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name))
        tls.serverName = name;
    const X509* shown = SSL_get0_peer_certificate(connection);
    if (shown == nullptr)
        return tls;
    if (const long verdict = SSL_get_verify_result(connection); verdict == X509_V_OK)
        tls.client = describeCertificate(shown);
    else
        tls.distrust = X509_verify_cert_error_string(verdict);
    return tls;
}

} // namespace spp::runtime
