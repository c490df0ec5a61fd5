#include "core/run/sample_files.h"

#include "core/base/atomic_file.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <chrono>

namespace limpid::run {
namespace {

std::filesystem::path writeSamples(const std::filesystem::path& folder, std::chrono::hours age)
{
  EXPECT_TRUE(makeFolder(folder));
  EXPECT_TRUE(writeFileAtomically(folder / samplesFileName, "arrays"));
  std::filesystem::last_write_time(folder / samplesFileName,
                                   std::filesystem::file_time_type::clock::now() - age);
  return folder / samplesFileName;
}

} // namespace

TEST(SampleFiles, OfARunAreThoseWrittenLast)
{
  const support::TemporaryFolder run;
  writeSamples(run / "samples" / "b-first", std::chrono::hours(3));
  const auto second = writeSamples(run / "samples" / "a-second", std::chrono::hours(1));
  writeSamples(run / "samples" / "c-older", std::chrono::hours(9));
  ASSERT_TRUE(makeFolder(run / "samples" / "still-being-drawn"));
  EXPECT_EQ(newestSamples(run.path()).value(), second);
}

TEST(SampleFiles, ThatARunLacksAreSaidToBeMissing)
{
  const support::TemporaryFolder run;
  const auto found = newestSamples(run.path());
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::NotFound);
  EXPECT_NE(found.error().message.find(run.path().string()), std::string::npos);
}

TEST(SampleFiles, AreMeantByTheirFolderToo)
{
  const support::TemporaryFolder run;
  const auto file = writeSamples(run / "samples" / "first", std::chrono::hours(0));
  EXPECT_EQ(samplesFile(run / "samples" / "first"), file);
  EXPECT_EQ(samplesFile(file), file);
  EXPECT_EQ(samplesDocument(file), run / "samples" / "first" / "samples.json");
}

} // namespace limpid::run
