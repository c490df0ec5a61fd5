#include "core/network/certificate_name.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

namespace limpid::network {
namespace {

constexpr std::size_t nameLimit = 4; // that a sentence can hold

template<auto release>
struct Release
{
  template<typename Value>
  void operator()(Value* value) const
  {
    release(value);
  }
};
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Names = std::unique_ptr<GENERAL_NAMES, Release<GENERAL_NAMES_free>>;

/// As it can stand in a sentence whose parts end with colons: names come from the other side.
std::string readable(const unsigned char* bytes, int size)
{
  std::string text(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  std::ranges::replace_if(
      text, [](char letter) { return letter < ' ' || letter > '~' || letter == ':'; }, '?');
  return text;
}

std::string numeric(const ASN1_OCTET_STRING& address)
{
  constexpr int bytesOfIPv4 = 4;
  constexpr int bytesOfIPv6 = 16;
  const int size = ASN1_STRING_length(&address);
  if (size != bytesOfIPv4 && size != bytesOfIPv6)
    return "?";
  std::array<char, INET6_ADDRSTRLEN> text{};
  ::inet_ntop(size == bytesOfIPv4 ? AF_INET : AF_INET6, ASN1_STRING_get0_data(&address),
              text.data(), static_cast<socklen_t>(text.size()));
  return text.data();
}

/// Its Subject Alternative Names of hosts; without one of them its Common Name, as OpenSSL compares
/// them.
std::vector<std::string> namesOf(const X509& certificate)
{
  std::vector<std::string> found;
  const Names names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)));
  for (int place = 0; names != nullptr && place < sk_GENERAL_NAME_num(names.get()); ++place) {
    int kind = 0;
    const void* const value =
        GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names.get(), place), &kind);
    if (const auto* text = static_cast<const ASN1_STRING*>(value); kind == GEN_DNS)
      found.push_back("name " + readable(ASN1_STRING_get0_data(text), ASN1_STRING_length(text)));
    else if (kind == GEN_IPADD)
      found.push_back("address " + numeric(*text));
  }
  X509_NAME* const subject = X509_get_subject_name(&certificate);
  const int common = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (found.empty() && common >= 0) {
    const ASN1_STRING* const text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, common));
    found.push_back("name " + readable(ASN1_STRING_get0_data(text), ASN1_STRING_length(text)));
  }
  return found;
}

} // namespace

std::string certificateMismatch(std::span<const unsigned char> certificate,
                                const std::string& expected)
{
  const unsigned char* bytes = certificate.data();
  const Certificate parsed(d2i_X509(nullptr, &bytes, static_cast<long>(certificate.size())));
  if (parsed == nullptr)
    return "it shows no certificate that can be read";
  constexpr int noAddress = -2; // says X509_check_ip_asc of a text that is none
  const int byAddress = X509_check_ip_asc(parsed.get(), expected.c_str(), 0);
  const bool isAddress = byAddress != noAddress;
  if (byAddress == 1 || (!isAddress && X509_check_host(parsed.get(), expected.data(),
                                                       expected.size(), 0, nullptr) == 1))
    return {};
  std::vector<std::string> names = namesOf(*parsed);
  const bool more = names.size() > nameLimit;
  names.resize(std::min(names.size(), nameLimit));
  return fmt::format("its certificate is for {}{}, not for {} {}",
                     names.empty() ? "no host" : fmt::format("{}", fmt::join(names, ", ")),
                     more ? " …" : "", isAddress ? "address" : "name", expected);
}

} // namespace limpid::network
