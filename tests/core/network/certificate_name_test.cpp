#include "core/network/certificate_name.h"

#include "tests/core/network/certificates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limpid::network {
namespace {

class CertificateName : public testing::Test
{
protected:
  void SetUp() override
  {
    LIMPID_NEEDS_OPENSSL();
    m_certificates = std::make_unique<Certificates>();
  }

  Certificates& certificates() { return *m_certificates; }

private:
  std::unique_ptr<Certificates> m_certificates;
};

} // namespace

TEST_F(CertificateName, IsComparedWithTheHostsNameOrItsAddress)
{
  certificates().sign("both", "ca",
                      "DNS:pacs.example.org,DNS:*.ward.example.org,IP:10.0.0.5,"
                      "IP:2001:db8::5");
  const std::vector<unsigned char> both = certificates().bytes("both");
  for (const char* host : {"pacs.example.org", "PACS.example.org", "ct.ward.example.org",
                           "10.0.0.5", "2001:db8::5", "2001:db8:0::5"})
    EXPECT_EQ(certificateMismatch(both, host), "") << host;
  EXPECT_EQ(certificateMismatch(both, "10.0.0.6"),
            "its certificate is for name pacs.example.org, name *.ward.example.org, address "
            "10.0.0.5, address 2001:db8::5, not for address 10.0.0.6");
  for (const char* host : {"example.org", "pacs.example.org.evil.org", "ward.example.org", "both"})
    EXPECT_THAT(certificateMismatch(both, host),
                testing::EndsWith("not for name " + std::string(host)));
}

TEST_F(CertificateName, IsItsCommonNameWhereItHoldsNoOther)
{
  certificates().sign("plain", "ca", "");
  const std::vector<unsigned char> plain = certificates().bytes("plain");
  EXPECT_EQ(certificateMismatch(plain, "plain"), "");
  EXPECT_EQ(certificateMismatch(plain, "10.0.0.5"),
            "its certificate is for name plain, not for address 10.0.0.5");
}

TEST_F(CertificateName, IsNoneOfWhatCannotBeRead)
{
  std::vector<unsigned char> half = certificates().bytes("archive");
  half.resize(half.size() / 2);
  EXPECT_THAT(certificateMismatch(half, "127.0.0.1"), testing::HasSubstr("can be read"));
  EXPECT_THAT(certificateMismatch({}, "127.0.0.1"), testing::HasSubstr("can be read"));
}

} // namespace limpid::network
