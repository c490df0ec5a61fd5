#include "core/base/document.h"

#include "core/base/atomic_file.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace limpid {

TEST(Document, ReadsBackWhatWasWritten)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(
      writeDocument(folder / "a.json", {{"format", "limpid-test"}, {"version", 1}, {"x", 2}}));
  const Result<Json> json = readDocument(folder / "a.json", "limpid-test", 1);
  ASSERT_TRUE(json) << json.error().message;
  EXPECT_EQ((*json)["x"], 2);
}

TEST(Document, RefusesAnotherFormatANewerVersionAndRubbish)
{
  const support::TemporaryFolder folder;
  ASSERT_TRUE(writeDocument(folder / "a.json", {{"format", "limpid-test"}, {"version", 2}}));
  EXPECT_EQ(readDocument(folder / "a.json", "limpid-plan", 9).error().code, ErrorCode::BadInput);
  EXPECT_EQ(readDocument(folder / "a.json", "limpid-test", 1).error().code, ErrorCode::Unsupported);
  ASSERT_TRUE(writeFileAtomically(folder / "b.json", "{"));
  EXPECT_EQ(readDocument(folder / "b.json", "limpid-test", 1).error().code, ErrorCode::BadInput);
}

TEST(Document, RefusesAVersionThatIsNoNumber)
{
  const support::TemporaryFolder folder;
  for (const Json& version : {Json("1"), Json(nullptr), Json(0), Json(1.5)}) {
    const Json document = {{"format", "limpid-test"}, {"version", version}};
    ASSERT_TRUE(writeDocument(folder / "a.json", document));
    const Result<Json> json = readDocument(folder / "a.json", "limpid-test", 1);
    ASSERT_FALSE(json) << version;
    EXPECT_EQ(json.error().code, ErrorCode::BadInput);
  }
}

} // namespace limpid
