#include "core/study/pixel_reader.h"
#include "tests/support/conformance_index.h"
#include "tests/support/shared_data.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <iostream>

namespace limpid::study {

TEST(Conformance, HasTheSizesAndValuesOfEveryFileThatAnotherProgramDecodes)
{
  LIMPID_SHARED_PATH(index, "INDEX.md");
  LIMPID_SHARED_PATH(folder, "dicom-conformance");
  int agreeing = 0;
  int expected = 0;
  for (const support::ConformanceFile& file : support::conformanceFiles(index)) {
    if (!file.expected)
      continue;
    ++expected;
    const auto read = summarizePixels(folder / file.file);
    const std::string found = read ? support::sizeAndRange(read->rows, read->columns, read->frames,
                                                           read->storedMin, read->storedMax)
                                   : read.error().message;
    EXPECT_EQ(found, *file.expected) << file.file << ", expected by " << file.source;
    agreeing += found == *file.expected;
  }
  std::cout << fmt::format("{} of {} files agree\n", agreeing, expected);
  EXPECT_GE(expected, 270);
}

} // namespace limpid::study
