#include "core/network/echo.h"
#include "core/network/retrieve.h"
#include "tests/core/network/orthanc.h"
#include "tests/core/network/sent_images.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace limpid::network {
namespace {

namespace fs = std::filesystem;

/// Authorities and what they have signed, made by openssl: ca and stranger, archive and desk (both
/// signed by ca), intruder (signed by stranger). NAME.crt and NAME.key.
class Certificates
{
public:
  Certificates()
  {
    for (const char* authority : {"ca", "stranger"})
      run(fmt::format("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={0} -keyout {0}.key "
                      "-out {0}.crt",
                      authority));
    for (const auto& [name, authority] :
         {std::pair("archive", "ca"), std::pair("desk", "ca"), std::pair("intruder", "stranger")}) {
      run(fmt::format("req -newkey rsa:2048 -nodes -subj /CN={0} -keyout {0}.key -out {0}.csr",
                      name));
      run(fmt::format("x509 -req -days 2 -in {0}.csr -CA {1}.crt -CAkey {1}.key -CAcreateserial "
                      "-out {0}.crt",
                      name, authority));
    }
  }

  fs::path file(const std::string& name) const { return m_folder / name; }

  TlsSettings settings(const std::string& trusted, const std::string& own = {}) const
  {
    return {.enabled = true,
            .trustedCertificates = file(trusted + ".crt"),
            .certificate = own.empty() ? fs::path() : file(own + ".crt"),
            .privateKey = own.empty() ? fs::path() : file(own + ".key")};
  }

private:
  void run(const std::string& arguments)
  {
    const std::string command =
        fmt::format("cd '{}' && openssl {} >/dev/null 2>&1", m_folder.path().string(), arguments);
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
  }

  support::TemporaryFolder m_folder;
};

Json tlsOf(const Certificates& certificates, bool asksForOurs)
{
  return {{"DicomTlsEnabled", true},
          {"DicomTlsCertificate", certificates.file("archive.crt").string()},
          {"DicomTlsPrivateKey", certificates.file("archive.key").string()},
          {"DicomTlsTrustedCertificates", certificates.file("ca.crt").string()},
          {"DicomTlsRemoteCertificateRequired", asksForOurs},
          {"DicomModalities", {{"limpid", {{"UseDicomTls", true}}}}}};
}

class Tls : public testing::Test
{
protected:
  void SetUp() override
  {
    LIMPID_NEEDS_ORTHANC();
    if (std::system("command -v openssl >/dev/null") != 0)
      GTEST_SKIP() << "openssl isn't installed";
    m_certificates = std::make_unique<Certificates>();
  }

  const Certificates& certificates() const { return *m_certificates; }
  std::unique_ptr<Orthanc> start(bool asksForOurs) const
  {
    return std::make_unique<Orthanc>(tlsOf(*m_certificates, asksForOurs));
  }
  static Archive with(const Orthanc& orthanc, const TlsSettings& tls)
  {
    Archive archive = orthanc.archive();
    archive.tls = tls;
    return archive;
  }
  static std::string answer(const Archive& archive)
  {
    jobs::JobContext context;
    const Result<EchoReport> report = echo(archive, context);
    return report ? "yes" : report.error().message;
  }

private:
  std::unique_ptr<Certificates> m_certificates;
};

} // namespace

TEST_F(Tls, StoresAndFetchesBothWaysWithCertificatesOnBothSides)
{
  const auto orthanc = start(true);
  const support::TemporaryFolder folder;
  Archive archive = with(*orthanc, certificates().settings("ca", "desk"));
  const auto sent = sendSeries(archive, folder / "sent", {});
  for (const auto& [method, name] :
       {std::pair(RetrieveMethod::Get, "get"), std::pair(RetrieveMethod::Move, "move")}) {
    archive.retrieve = method;
    jobs::JobContext context;
    const auto report = retrieve(
        archive, {.wanted = {{.studyUid = "1.2.3.100"}}, .folder = folder / name}, context);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->reason, "") << name;
    for (const fs::path& file : report->files)
      EXPECT_EQ(difference(folder / "sent" / file.filename(), file), "");
    EXPECT_EQ(report->files.size(), sent.size()) << name;
  }
}

TEST_F(Tls, RefusesAnArchiveWhoseCertificateIsNotTrusted)
{
  const auto orthanc = start(false);
  EXPECT_THAT(answer(with(*orthanc, certificates().settings("stranger"))),
              testing::AllOf(testing::StartsWith("TLS with Orthanc"),
                             testing::HasSubstr("certificate verify failed")));
  EXPECT_EQ(answer(with(*orthanc, certificates().settings("ca"))), "yes");
}

TEST_F(Tls, TakesAnyCertificateOnlyWhenToldTo)
{
  const auto orthanc = start(false);
  TlsSettings trusting = certificates().settings("stranger");
  trusting.verifyPeer = false;
  EXPECT_EQ(answer(with(*orthanc, trusting)), "yes");
}

TEST_F(Tls, SaysWhenTheArchiveDoesNotAcceptOurCertificate)
{
  const auto orthanc = start(true);
  EXPECT_NE(answer(with(*orthanc, certificates().settings("ca"))), "yes");
  EXPECT_THAT(answer(with(*orthanc, certificates().settings("ca", "intruder"))),
              testing::ContainsRegex("certificate|unknown ca"));
  EXPECT_EQ(answer(with(*orthanc, certificates().settings("ca", "desk"))), "yes");
}

TEST_F(Tls, SaysWhenOneSideSpeaksTlsAndTheOtherDoesNot)
{
  const auto plain = std::make_unique<Orthanc>();
  EXPECT_THAT(answer(with(*plain, certificates().settings("ca"))), testing::HasSubstr("TLS"));
  const auto secure = start(false);
  EXPECT_THAT(answer(secure->archive()), testing::HasSubstr("TLS"));
}

TEST_F(Tls, NamesTheFileThatCannotBeUsed)
{
  const Archive nowhere{.aeTitle = "A", .host = "127.0.0.1", .port = 1};
  Archive mixed = nowhere;
  mixed.tls = certificates().settings("ca", "desk");
  mixed.tls.privateKey = certificates().file("archive.key");
  EXPECT_THAT(answer(mixed), testing::HasSubstr("isn't the private key of"));
  Archive noKey = nowhere;
  noKey.tls = certificates().settings("ca", "desk");
  noKey.tls.privateKey = certificates().file("desk.crt");
  EXPECT_THAT(answer(noKey), testing::HasSubstr("desk.crt can't be used as our private key"));
}

} // namespace limpid::network
