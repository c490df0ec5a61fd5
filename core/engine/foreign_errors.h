#pragma once

#include "core/base/result.h"

#include <c10/util/Exception.h>

#include <exception>
#include <new>
#include <string>

namespace limpid::engine {

/// LibTorch reports a lack of memory by a type of its own on a GPU, by the text on the CPU.
inline bool isOutOfMemory(const std::exception& error)
{
  if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr ||
      dynamic_cast<const c10::OutOfMemoryError*>(&error) != nullptr)
    return true;
  const std::string text = error.what();
  for (const char* phrase : {"out of memory", "can't allocate memory", "not enough memory"})
    if (text.find(phrase) != std::string::npos)
      return true;
  return false;
}

inline Error asError(const std::exception& error)
{
  if (isOutOfMemory(error))
    return {ErrorCode::NoResource, "The memory isn't enough for this network and image size."};
  const auto* foreign = dynamic_cast<const c10::Error*>(&error);
  const std::string text = foreign != nullptr ? foreign->what_without_backtrace() : error.what();
  return {ErrorCode::Internal, "LibTorch: " + text.substr(0, text.find('\n'))};
}

/// Runs `work`, which gives a Result back, and turns what LibTorch throws into an Error.
template<typename Work>
auto convertingForeignErrors(Work&& work) -> decltype(work())
{
  try {
    return work();
  } catch (const std::exception& error) {
    return failure(asError(error));
  }
}

} // namespace limpid::engine
