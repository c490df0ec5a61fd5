#pragma once

#include <fmt/format.h>

#include <bit>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace limpid::metrics {

inline constexpr int doseScanSide = 256;
inline constexpr std::size_t doseScanSize = std::size_t{doseScanSide} * doseScanSide;
inline constexpr int doseScanRepeats = 4;

/// Four simulated scans of one phantom, 16 bits a pixel; those of DL_denoised are big-endian with
/// an offset of 32768 (INDEX.md).
inline std::vector<float> doseScans(const std::filesystem::path& folder,
                                    const std::string& reconstruction, int dosePercent)
{
  const auto inside = folder / reconstruction / fmt::format("dose_{:03d}", dosePercent);
  std::vector<float> pixels;
  for (int scan = 1; scan <= doseScanRepeats; ++scan) {
    std::ifstream file(inside / "signal_absent" / fmt::format("signal_absent_{:03d}.raw", scan),
                       std::ios::binary);
    std::vector<unsigned char> bytes(2 * doseScanSize);
    file.read(std::bit_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    for (std::size_t pixel = 0; pixel < doseScanSize; ++pixel) {
      const int first = bytes[2 * pixel];
      const int second = bytes[2 * pixel + 1];
      const int value = reconstruction == "fbp" ? static_cast<std::int16_t>(first | (second << 8))
                                                : ((first << 8) | second) - 32768;
      pixels.push_back(static_cast<float>(value));
    }
  }
  return pixels;
}

} // namespace limpid::metrics
