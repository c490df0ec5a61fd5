#include "core/base/atomic_file.h"

#include "core/base/descriptor.h"

#include <fmt/format.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

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
  const Descriptor opened(
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.open())
    ::fsync(opened.number());
}

/// Opens a new file beside `path`, with the rights of the file that it will replace or those that
/// the umask leaves (which mkstemp(3) doesn't ask). Below 0: errno says why.
int createBeside(const std::filesystem::path& path, std::string& temporary)
{
  static std::atomic<unsigned> next = 0;
  int descriptor = -1;
  do {
    temporary = fmt::format("{}.{}-{}", path.string(), ::getpid(), next++);
    descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  } while (descriptor < 0 && errno == EEXIST);
  struct stat replaced
  {
  };
  if (descriptor >= 0 && ::stat(path.c_str(), &replaced) == 0 && S_ISREG(replaced.st_mode))
    ::fchmod(descriptor, replaced.st_mode & 0777U);
  return descriptor;
}

} // namespace

Result<void> writeAll(int descriptor, std::string_view bytes, const std::filesystem::path& path)
{
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return failure(systemError(errno, path, "written"));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> writeFileAtomically(const std::filesystem::path& path,
                                 const std::function<Result<void>(int descriptor)>& write)
{
  std::string temporary;
  Descriptor file(createBeside(path, temporary));
  if (!file.open())
    return failure(systemError(errno, path, "written"));
  Result<void> written = write(file.number());
  if (written && ::fsync(file.number()) != 0)
    written = failure(systemError(errno, path, "written"));
  if (file.close() != 0 && written)
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
  return writeFileAtomically(path,
                             [&](int descriptor) { return writeAll(descriptor, bytes, path); });
}

Result<std::string> readFile(const std::filesystem::path& path, std::uintmax_t maximumBytes)
{
  std::error_code status;
  if (std::filesystem::is_directory(path, status))
    return failure(ErrorCode::BadInput, fmt::format("{} is a folder, not a file.", path.string()));
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.open())
    return failure(systemError(errno, path, "opened"));
  // Not by the size in the folder: that of a pipe or device says nothing.
  std::string bytes;
  std::vector<char> block(std::size_t{1} << 16);
  while (true) {
    const ssize_t count = ::read(file.number(), block.data(), block.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return failure(systemError(errno, path, "read"));
    if (count == 0)
      return bytes;
    bytes.append(block.data(), static_cast<std::size_t>(count));
    if (bytes.size() > maximumBytes)
      return failure(ErrorCode::BadInput,
                     fmt::format("{} is larger than {} bytes, the most that is read.",
                                 path.string(), maximumBytes));
  }
}

Result<void> makeFolder(const std::filesystem::path& folder)
{
  std::error_code status;
  std::filesystem::create_directories(folder, status);
  if (status)
    return failure(systemError(status.value(), folder, "made"));
  return {};
}

Result<void> checkFolderName(std::string_view name, std::string_view what)
{
  const bool odd = std::any_of(name.begin(), name.end(), [](unsigned char letter) {
    return letter < 0x20 || letter == 0x7f || letter == '/' || letter == '\\';
  });
  if (!name.empty() && name.front() != '.' && !odd)
    return {};
  return failure(ErrorCode::Usage,
                 fmt::format("'{}' can't be the name of {}: a name begins with no dot and has no "
                             "slash in it.",
                             name, what));
}

} // namespace limpid
