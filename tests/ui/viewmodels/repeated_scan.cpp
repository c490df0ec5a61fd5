#include "tests/ui/viewmodels/repeated_scan.h"

#include "tests/support/dicom_files.h"

#include <fmt/format.h>

namespace limpid::support {

void writeRepeatedScan(const std::filesystem::path& folder, int positions, int repeats)
{
  constexpr int side = 32;
  constexpr double noise = 20.0;
  for (int position = 0; position < positions; ++position)
    for (int repeat = 0; repeat < repeats; ++repeat) {
      const int number = position * repeats + repeat + 1;
      DicomSlice slice;
      slice.sopUid = fmt::format("1.2.3.4.1.{}", number);
      slice.instance = number;
      slice.positionMm = 5.0 * position;
      slice.rows = slice.columns = side;
      slice.values = smoothSlice(side, side, noise, static_cast<unsigned>(number));
      writeDicom(folder / fmt::format("{:04}.dcm", number), slice);
    }
}

} // namespace limpid::support
