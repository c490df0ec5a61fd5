#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace limpid::preparation {

/// An array of bytes as NumPy writes it.
struct ByteArray
{
  std::vector<std::int64_t> shape;
  std::vector<std::uint8_t> values; ///< row-major
};

/// The arrays of uint8 of a NumPy archive (.npz: a zip of .npy, stored or deflated) by name; those
/// of other types are left out. BadInput names the file when it is damaged or something else.
Result<std::map<std::string, ByteArray>> readNumpyArchive(const std::filesystem::path& path);

} // namespace limpid::preparation
