#include "core/network/archive_list.h"

#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace limpid::network {
namespace {

Archive clinic()
{
  return {.name = "clinic",
          .aeTitle = "PACS1",
          .host = "10.0.0.5",
          .port = 4242,
          .ownAeTitle = "DESK7",
          .retrieve = RetrieveMethod::Move,
          .ownPort = 11113,
          .timeoutSeconds = 12};
}

} // namespace

TEST(ArchiveList, KeepsWhatWasSavedAndReplacesByName)
{
  const support::TemporaryFolder folder;
  const ArchiveList list(folder / "settings" / "archives.json");
  ASSERT_TRUE(list.save(clinic()));
  Archive moved = clinic();
  moved.port = 105;
  moved.tls.peerName = "pacs.example.org";
  ASSERT_TRUE(list.save(moved));

  const Result<std::vector<Archive>> read = ArchiveList(folder / "settings/archives.json").read();
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 1U);
  EXPECT_EQ(read->front().port, 105);
  EXPECT_EQ(read->front().aeTitle, "PACS1");
  EXPECT_EQ(read->front().ownAeTitle, "DESK7");
  EXPECT_EQ(read->front().retrieve, RetrieveMethod::Move);
  EXPECT_EQ(read->front().ownPort, 11113);
  EXPECT_EQ(read->front().timeoutSeconds, 12);
  EXPECT_TRUE(read->front().tls.verifyPeer);
  EXPECT_EQ(read->front().tls.peerName, "pacs.example.org");
}

TEST(ArchiveList, NamesThoseThatThereAreWhenOneIsMissing)
{
  const support::TemporaryFolder folder;
  const ArchiveList list(folder / "archives.json");
  ASSERT_TRUE(list.save(clinic()));
  const Result<Archive> found = list.find("ward");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().message, "There is no archive 'ward'; there are: clinic.");
  ASSERT_TRUE(list.remove("clinic"));
  EXPECT_TRUE(list.read()->empty());
}

TEST(ArchiveList, RefusesAFileOfANewerProgram)
{
  const support::TemporaryFolder folder;
  std::ofstream(folder / "archives.json")
      << R"({"format": "limpid-archives", "version": 2, "archives": []})";
  const auto read = ArchiveList(folder / "archives.json").read();
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::Unsupported);
}

TEST(ArchiveList, SaysWhatIsWrongInAFileThatLacksAKey)
{
  const support::TemporaryFolder folder;
  std::ofstream(folder / "archives.json")
      << R"({"format": "limpid-archives", "version": 1, "archives": [{"name": "x"}]})";
  const auto read = ArchiveList(folder / "archives.json").read();
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, testing::HasSubstr("aeTitle"));
}

TEST(Archive, IsReadFromOneWord)
{
  const Result<Archive> archive = parseArchive("ORTHANC@localhost:4242");
  ASSERT_TRUE(archive) << archive.error().message;
  EXPECT_EQ(archive->aeTitle, "ORTHANC");
  EXPECT_EQ(archive->host, "localhost");
  EXPECT_EQ(archive->port, 4242);
  for (const char* wrong : {"ORTHANC", "ORTHANC@localhost", "@h:1", "A@h:0", "A@h:x", "A@h:1x",
                            "ATITLEOFMORETHAN16@h:1", "A\\B@h:1", "A@:1"})
    EXPECT_FALSE(parseArchive(wrong)) << wrong;
}

TEST(Archive, WithAnIpv6AddressIsRefusedWhenItIsEntered)
{
  for (const char* host : {"::1", "[::1]", "fe80::1%eth0", "[2001:db8::5]"}) {
    Archive archive = clinic();
    archive.host = host;
    const Result<void> checked = checkArchive(archive);
    ASSERT_FALSE(checked) << host;
    EXPECT_THAT(checked.error().message, testing::HasSubstr("IPv6")) << host;
    const support::TemporaryFolder folder;
    EXPECT_FALSE(ArchiveList(folder / "archives.json").save(archive)) << host;
  }
  for (const char* word : {"A@::1:104", "A@[::1]:104", "A@::1", "A@[::1]", "A@2001:db8::5:104"}) {
    const Result<Archive> archive = parseArchive(word);
    ASSERT_FALSE(archive) << word;
    EXPECT_THAT(archive.error().message, testing::HasSubstr("IPv6")) << word;
  }
}

TEST(Archive, HasItsPortApartFromItsHost)
{
  Archive archive = clinic();
  archive.host = "10.0.0.5:104";
  const Result<void> checked = checkArchive(archive);
  ASSERT_FALSE(checked);
  EXPECT_THAT(checked.error().message, testing::HasSubstr("port is entered apart"));
}

TEST(Archive, NeedsToKnowWhomToTrustForTls)
{
  Archive archive = clinic();
  archive.tls.enabled = true;
  const Result<void> checked = checkArchive(archive);
  ASSERT_FALSE(checked);
  EXPECT_THAT(checked.error().message, testing::HasSubstr("trusted"));
  archive.tls.verifyPeer = false;
  EXPECT_TRUE(checkArchive(archive));
  archive.tls.certificate = "/nowhere/own.pem";
  EXPECT_FALSE(checkArchive(archive));
}

} // namespace limpid::network
