#include "core/base/atomic_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace limpid {
namespace {

Error systemError(int number, const std::filesystem::path& path, std::string_view what)
{
  ErrorCode code = ErrorCode::Internal;
  if (number == EACCES || number == EPERM || number == EROFS)
    code = ErrorCode::PermissionDenied;
  else if (number == ENOSPC || number == EDQUOT || number == ENOMEM || number == EMFILE)
    code = ErrorCode::NoResource;
  else if (number == ENOENT || number == ENOTDIR)
    code = ErrorCode::NotFound;
  return {code, fmt::format("{} can't be {}: {}.", path.string(), what,
                            std::generic_category().message(number))};
}

/// Makes the rename itself survive a power cut.
void flushFolder(const std::filesystem::path& folder)
{
  const int descriptor =
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0)
    return;
  ::fsync(descriptor);
  ::close(descriptor);
}

} // namespace

Result<void> writeAll(int descriptor, std::string_view bytes)
{
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return failure(systemError(errno, "The file", "written"));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> writeFileAtomically(const std::filesystem::path& path,
                                 const std::function<Result<void>(int descriptor)>& write)
{
  std::string temporary = path.string() + ".XXXXXX";
  const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0)
    return failure(systemError(errno, path, "written"));
  ::fchmod(descriptor, 0644);
  Result<void> written = write(descriptor);
  if (written && ::fsync(descriptor) != 0)
    written = failure(systemError(errno, path, "written"));
  if (::close(descriptor) != 0 && written)
    written = failure(systemError(errno, path, "written"));
  if (written && ::rename(temporary.c_str(), path.c_str()) != 0)
    written = failure(systemError(errno, path, "written"));
  if (!written) {
    ::unlink(temporary.c_str());
    return written;
  }
  flushFolder(path.parent_path());
  return {};
}

Result<void> writeFileAtomically(const std::filesystem::path& path, std::string_view bytes)
{
  return writeFileAtomically(path, [&](int descriptor) -> Result<void> {
    if (const Result<void> written = writeAll(descriptor, bytes); !written)
      return failure(systemError(errno, path, "written"));
    return {};
  });
}

Result<std::string> readFile(const std::filesystem::path& path, std::uintmax_t maximumBytes)
{
  std::error_code status;
  if (std::filesystem::is_directory(path, status))
    return failure(ErrorCode::BadInput, fmt::format("{} is a folder, not a file.", path.string()));
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return failure(systemError(errno == 0 ? ENOENT : errno, path, "opened"));
  const std::uintmax_t size = std::filesystem::file_size(path, status);
  if (!status && size > maximumBytes)
    return failure(ErrorCode::BadInput,
                   fmt::format("{} is larger than {} bytes, the most that is read.", path.string(),
                               maximumBytes));
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad())
    return failure(ErrorCode::BadInput, fmt::format("{} can't be read to its end.", path.string()));
  return bytes;
}

Result<void> makeFolder(const std::filesystem::path& folder)
{
  std::error_code status;
  std::filesystem::create_directories(folder, status);
  if (status)
    return failure(systemError(status.value(), folder, "made"));
  return {};
}

} // namespace limpid
