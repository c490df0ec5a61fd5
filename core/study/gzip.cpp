#include "core/study/gzip.h"

#include <zlib.h>

#include <array>
#include <memory>

namespace limpid::study {
namespace {

constexpr std::size_t mostBytes = std::size_t{4} << 30U;
constexpr unsigned int bytesAtOnce = 1U << 18U;

} // namespace

bool isGzip(std::string_view start)
{
  return start.starts_with("\x1f\x8b");
}

Result<std::string> gunzip(const std::filesystem::path& path)
{
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> stream(gzopen(path.c_str(), "rb"), gzclose);
  if (stream == nullptr)
    return failure(ErrorCode::PermissionDenied, "You may not read it.");
  std::string unpacked;
  for (;;) {
    const std::size_t before = unpacked.size();
    unpacked.resize(before + bytesAtOnce);
    const int count = gzread(stream.get(), &unpacked[before], bytesAtOnce);
    if (count < 0)
      return failure(ErrorCode::BadInput, "It is packed with gzip and damaged.");
    unpacked.resize(before + static_cast<std::size_t>(count));
    if (count == 0)
      break;
    if (unpacked.size() > mostBytes)
      return failure(ErrorCode::NoResource, "It is packed with gzip and unpacks to over 4 GB.");
  }
  int status = Z_OK;
  gzerror(stream.get(), &status);
  if (status != Z_OK && status != Z_STREAM_END)
    return failure(ErrorCode::BadInput, "It is packed with gzip and ends in the middle.");
  return unpacked;
}

std::string gunzipStart(const std::filesystem::path& path, std::size_t bytes)
{
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> stream(gzopen(path.c_str(), "rb"), gzclose);
  if (stream == nullptr)
    return {};
  std::string start(bytes, '\0');
  const int count = gzread(stream.get(), start.data(), static_cast<unsigned int>(bytes));
  start.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return start;
}

} // namespace limpid::study
