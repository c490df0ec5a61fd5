#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace limpid {

/// What kind of failure it is; programs branch on this, people read the message.
enum class ErrorCode {
  Usage,            ///< the call itself makes no sense
  BadInput,         ///< a file or value that was handed in is wrong
  NotFound,         ///< nothing of that name
  AlreadyExists,    ///< refuses to overwrite
  PermissionDenied, ///< rights are missing
  NoResource,       ///< device, memory or disk is missing
  Busy,             ///< another process holds it
  Unsupported,      ///< valid, but this build or version can't do it
  Internal          ///< a bug, or a foreign library's surprise
};

/// A failure that was to be expected. `message` is one sentence that names the file and the reason.
struct Error
{
  ErrorCode code = ErrorCode::Internal;
  std::string message;
};

/// A value or an Error. Never ignore one.
template<typename T>
class [[nodiscard]] Result : public tl::expected<T, Error>
{
public:
  using tl::expected<T, Error>::expected;
  Result(tl::expected<T, Error> other) : tl::expected<T, Error>(std::move(other)) {}
};

inline tl::unexpected<Error> failure(ErrorCode code, std::string message)
{
  return tl::unexpected<Error>(Error{code, std::move(message)});
}

inline tl::unexpected<Error> failure(Error error)
{
  return tl::unexpected<Error>(std::move(error));
}

} // namespace limpid
