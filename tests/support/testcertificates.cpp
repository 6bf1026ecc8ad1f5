// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testcertificates.h"

#include <cstdio>

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

namespace straightline
{

namespace
{

void addExtension(X509* certificate, X509* issuer, int id, const std::string& value)
{
    X509V3_CTX context{};
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

} // namespace

TestAuthority::TestAuthority()
    : m_key(EVP_EC_gen("P-256"))
{
    m_certificate = make({.name = "Test authority"}, m_key.get(), true);
    write(caFile(), m_certificate.get());
}

TestAuthority::CertificatePtr TestAuthority::make(const TestCertificateWish& wish, EVP_PKEY* key, bool authority) const
{
    CertificatePtr certificate(X509_new());
    X509* made = certificate.get();
    const bool own = authority || wish.selfSigned;
    X509* issuer = own ? made : m_certificate.get();
    long serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char*>(&serial), 4);
    X509_set_version(made, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made), serial);
    X509_gmtime_adj(X509_getm_notBefore(made), wish.fromSeconds);
    X509_gmtime_adj(X509_getm_notAfter(made), wish.untilSeconds);
    X509_set_pubkey(made, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(wish.name.c_str()), -1, -1, 0);
    X509_set_issuer_name(made, X509_get_subject_name(issuer));
    addExtension(made, issuer, NID_basic_constraints, authority ? "critical,CA:TRUE" : "CA:FALSE");
    if (!authority && !wish.names.empty()) {
        std::string names;
        for (const std::string& each : wish.names)
            names += (names.empty() ? "" : ",") + each;
        addExtension(made, issuer, NID_subject_alt_name, names);
    }
    X509_sign(made, own ? key : m_key.get(), EVP_sha256());
    return certificate;
}

TestPair TestAuthority::issue(const TestCertificateWish& wish) const
{
    const KeyPtr key(EVP_EC_gen("P-256"));
    const CertificatePtr certificate = make(wish, key.get(), false);
    const TestPair pair{path(wish.name + ".pem"), path(wish.name + ".key")};
    write(pair.certificate, certificate.get());
    write(pair.key, key.get());
    return pair;
}

void TestAuthority::write(const std::string& file, EVP_PKEY* key) const
{
    // As certbot does: a new file takes the place of the old one.
    std::FILE* out = std::fopen((file + ".new").c_str(), "w");
    PEM_write_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(out);
    ::chmod((file + ".new").c_str(), 0600);
    std::rename((file + ".new").c_str(), file.c_str());
}

void TestAuthority::write(const std::string& file, X509* certificate) const
{
    std::FILE* out = std::fopen((file + ".new").c_str(), "w");
    PEM_write_X509(out, certificate);
    std::fclose(out);
    std::rename((file + ".new").c_str(), file.c_str());
}

} // namespace straightline
