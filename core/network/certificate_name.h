#pragma once

#include <span>
#include <string>

namespace limpid::network {

/// Whom a certificate (DER) is for, against whom it should be for: a host name, or a numeric
/// address, which only an address in the certificate can be (RFC 2818 3.1). Empty when it is for
/// that one, else the two in the words of a sentence: "its certificate is for name
/// pacs.example.org, not for address 10.0.0.5".
std::string certificateMismatch(std::span<const unsigned char> certificate,
                                const std::string& expected);

} // namespace limpid::network
