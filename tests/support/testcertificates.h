// SPDX-FileCopyrightText: 2026 The StraightLine Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <QTemporaryDir>

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace straightline
{

/// Files of one certificate and its key.
struct TestPair {
    std::string certificate;
    std::string key;
};

struct TestCertificateWish {
    std::string name = "localhost";                                  ///< file name and common name
    std::vector<std::string> names{"DNS:localhost", "IP:127.0.0.1"}; ///< what it is valid for
    long fromSeconds = -3'600;                                       ///< from now
    long untilSeconds = 90 * 86'400;
    bool selfSigned = false;
};

/// A certificate authority that lives for one test: EC keys, PEM files in a folder of its own.
class TestAuthority
{
public:
    TestAuthority();
    TestPair issue(const TestCertificateWish& wish) const;
    std::string caFile() const { return path("ca.pem"); }
    std::string path(const std::string& name) const { return m_folder.path().toStdString() + "/" + name; }

private:
    struct Free {
        void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
        void operator()(X509* certificate) const { X509_free(certificate); }
    };
    using KeyPtr = std::unique_ptr<EVP_PKEY, Free>;
    using CertificatePtr = std::unique_ptr<X509, Free>;

    CertificatePtr make(const TestCertificateWish& wish, EVP_PKEY* key, bool authority) const;
    void write(const std::string& file, EVP_PKEY* key) const;
    void write(const std::string& file, X509* certificate) const;

    QTemporaryDir m_folder;
    KeyPtr m_key;
    CertificatePtr m_certificate;
};

} // namespace straightline
