// A connection that breaks in the middle of an image: what came is kept, what is missing is named.

#include "core/network/retrieve.h"
#include "core/network/store.h"
#include "tests/core/network/cutting_proxy.h"
#include "tests/core/network/orthanc.h"
#include "tests/core/network/sent_images.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace limpid::network {
namespace {

constexpr int imageCount = 12;
constexpr std::size_t cutAfterBytes = 150'000; // four to five images of 32 KiB and the listing

class Cut : public testing::Test
{
protected:
  void SetUp() override
  {
    LIMPID_NEEDS_ORTHANC();
    m_orthanc = std::make_unique<Orthanc>();
    sendSeries(archive(), sent(), {.images = imageCount, .edge = 128});
  }

  const Archive& archive() const { return m_orthanc->archive(); }
  Archive through(const CuttingProxy& proxy) const
  {
    Archive changed = archive();
    changed.port = proxy.port();
    return changed;
  }
  std::filesystem::path sent() const { return m_folder / "sent"; }
  RetrieveRequest request() const
  {
    return {.wanted = {{.studyUid = "1.2.3.100"}}, .folder = m_folder / "got"};
  }
  /// Whole files alone, also hidden ones.
  void expectOnly(const std::vector<std::filesystem::path>& files) const
  {
    std::set<std::filesystem::path> there;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(m_folder / "got"))
      if (entry.is_regular_file())
        there.insert(entry.path());
    EXPECT_EQ(there, std::set(files.begin(), files.end()));
    for (const std::filesystem::path& file : files)
      EXPECT_EQ(difference(sent() / file.filename(), file), "");
  }

private:
  support::TemporaryFolder m_folder;
  std::unique_ptr<Orthanc> m_orthanc;
};

} // namespace

TEST_F(Cut, KeepsWhatCameAndNamesWhatIsMissing)
{
  const CuttingProxy proxy(archive().port, cutAfterBytes, AfterCut::Refuse);
  jobs::JobContext context;
  const auto report = retrieve(through(proxy), request(), context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(proxy.hasCut());
  EXPECT_EQ(report->outcome, jobs::Outcome::Done);
  EXPECT_GE(report->files.size(), 2U);
  EXPECT_EQ(report->files.size() + report->missing.size(), std::size_t{imageCount});
  EXPECT_THAT(report->reason, testing::StartsWith("The connection to Orthanc at 127.0.0.1"));
  expectOnly(report->files);
  std::set<std::string> missing;
  for (const ListedImage& image : report->missing)
    missing.insert(image.sopInstanceUid);
  for (const std::filesystem::path& file : report->files)
    EXPECT_FALSE(missing.contains(file.stem())) << file;

  const auto rest = retrieve(archive(), request(), context);
  ASSERT_TRUE(rest) << rest.error().message;
  EXPECT_EQ(rest->files.size(), report->missing.size());
  EXPECT_TRUE(rest->missing.empty());
}

TEST_F(Cut, AsksAgainForWhatIsMissingWhenTheArchiveComesBack)
{
  const CuttingProxy proxy(archive().port, cutAfterBytes, AfterCut::Pass);
  jobs::JobContext context;
  const auto report = retrieve(through(proxy), request(), context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(proxy.hasCut());
  EXPECT_EQ(report->files.size(), std::size_t{imageCount});
  EXPECT_TRUE(report->missing.empty());
  EXPECT_EQ(report->reason, "");
  expectOnly(report->files);
}

TEST_F(Cut, NamesWhatWasNotSent)
{
  constexpr std::size_t fewAnswers = 1000; // the association's and those of a few images
  const CuttingProxy proxy(archive().port, fewAnswers, AfterCut::Refuse);
  jobs::JobContext context;
  const auto report = store(through(proxy), {.paths = {sent()}}, context);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_TRUE(proxy.hasCut());
  EXPECT_GE(report->sent.size(), 1U);
  EXPECT_EQ(report->sent.size() + report->failed.size(), std::size_t{imageCount});
  EXPECT_THAT(report->reason, testing::HasSubstr("broke"));
}

} // namespace limpid::network
