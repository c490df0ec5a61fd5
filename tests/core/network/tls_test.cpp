#include "core/network/echo.h"
#include "core/network/retrieve.h"
#include "core/network/store.h"
#include "tests/core/network/certificates.h"
#include "tests/core/network/listening.h"
#include "tests/core/network/orthanc.h"
#include "tests/core/network/sent_images.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limpid::network {
namespace {

namespace fs = std::filesystem;

Json tlsOf(const Certificates& certificates, bool asksForOurs, const std::string& own)
{
  return {{"DicomTlsEnabled", true},
          {"DicomTlsCertificate", certificates.file(own + ".crt").string()},
          {"DicomTlsPrivateKey", certificates.file(own + ".key").string()},
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
    LIMPID_NEEDS_OPENSSL();
    m_certificates = std::make_unique<Certificates>();
  }

  const Certificates& certificates() const { return *m_certificates; }
  std::unique_ptr<Orthanc> start(bool asksForOurs, const std::string& own = "archive") const
  {
    return std::make_unique<Orthanc>(tlsOf(*m_certificates, asksForOurs, own));
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

TEST_F(Tls, RefusesAnArchiveWhoseCertificateIsForAnotherName)
{
  const auto orthanc = start(false, "elsewhere");
  Archive archive = with(*orthanc, certificates().settings("ca"));
  EXPECT_EQ(answer(archive),
            fmt::format("TLS with Orthanc at 127.0.0.1:{} failed: its certificate is for name "
                        "pacs.example.org, not for address 127.0.0.1.",
                        archive.port));
  const support::TemporaryFolder folder;
  jobs::JobContext context;
  const auto files = writeSeries(folder.path(), {});
  const auto refused = store(archive, {.paths = files}, context);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::PermissionDenied);

  archive.tls.peerName = "other.example.org";
  EXPECT_THAT(answer(archive), testing::HasSubstr("not for name other.example.org"));
  archive.tls.peerName = "pacs.example.org";
  EXPECT_EQ(answer(archive), "yes");
  EXPECT_EQ(imagesIn(archive), 0U) << "nothing was sent before";
}

TEST_F(Tls, TakesImagesOnlyFromWhoHasTheArchivesCertificate)
{
  Listening listening(certificates().settings("ca", "desk"));
  Archive sender = listening.asArchive();
  sender.tls = certificates().settings("ca", "elsewhere");
  const auto refused = listening.send(sender);
  EXPECT_TRUE(!refused || refused->sent.empty());
  EXPECT_FALSE(listening.hasImage());
  sender.tls = certificates().settings("ca", "archive");
  const auto taken = listening.send(sender);
  ASSERT_TRUE(taken) << taken.error().message;
  EXPECT_TRUE(listening.hasImage());
}

TEST_F(Tls, TakesAnyCertificateOnlyWhenToldTo)
{
  const auto orthanc = start(false);
  TlsSettings trusting = certificates().settings("stranger");
  trusting.verifyPeer = false;
  trusting.peerName = "pacs.example.org"; // of nobody
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
