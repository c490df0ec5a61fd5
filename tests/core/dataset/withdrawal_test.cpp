#include "core/dataset/withdrawal.h"

#include "core/base/atomic_file.h"
#include "core/dataset/frozen_dataset.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

namespace limpid::dataset {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Withdrawal : public testing::Test
{
protected:
  support::TemporaryFolder m_folder;
};

} // namespace

TEST_F(Withdrawal, OfSomebodyMakesARunAndAllBelowItUnusable)
{
  const auto run = m_folder / "runs" / "first";
  ASSERT_TRUE(makeFolder(run / "samples" / "one"));
  ASSERT_TRUE(makeFolder(m_folder / "runs" / "second"));
  EXPECT_TRUE(checkNotWithdrawn(run / "samples" / "one"));
  ASSERT_TRUE(markWithdrawn(run, "P003"));
  ASSERT_TRUE(markWithdrawn(run, "P001"));
  ASSERT_TRUE(markWithdrawn(run, "P003")) << "again";
  for (const auto& folder : {run, run / "samples", run / "samples" / "one"}) {
    const Result<void> usable = checkNotWithdrawn(folder);
    ASSERT_FALSE(usable) << folder;
    EXPECT_EQ(usable.error().code, ErrorCode::BadInput);
    EXPECT_THAT(usable.error().message,
                AllOf(HasSubstr(run.string()), HasSubstr("P003, P001 was")));
  }
  EXPECT_TRUE(checkNotWithdrawn(m_folder / "runs" / "second"));
}

TEST_F(Withdrawal, OfSomebodyKeepsADataSetFromBeingOpened)
{
  DatasetContent content{.images = std::vector<float>(64, 0.0F),
                         .count = 1,
                         .rows = 8,
                         .columns = 8,
                         .noise = {0.1F},
                         .limit = {0.0F},
                         .noiseSpectrum = {},
                         .label = {},
                         .heldOut = {},
                         .patients = {"P001"},
                         .sources = {"a"},
                         .preparation = Json::object()};
  const Result<std::string> digest = freeze(m_folder.path(), "first", content);
  ASSERT_TRUE(digest) << digest.error().message;
  ASSERT_TRUE(FrozenDataset::open(m_folder / *digest));
  ASSERT_TRUE(markWithdrawn(m_folder / *digest, "P001"));
  const auto opened = FrozenDataset::open(m_folder / *digest);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("P001 was withdrawn"));
}

} // namespace limpid::dataset
