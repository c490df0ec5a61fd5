#pragma once

#include <unistd.h>
#include <utility>

namespace limpid {

/// Closes a file descriptor at the end of its life; −1 is none.
class Descriptor
{
public:
  Descriptor() = default;
  explicit Descriptor(int number) : m_number(number) {}
  Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept
  {
    std::swap(m_number, other.m_number);
    return *this;
  }
  ~Descriptor() { close(); }

  int number() const { return m_number; }
  bool open() const { return m_number >= 0; }

  /// 0, or −1 with errno set: what was written may be lost then.
  int close() { return m_number < 0 ? 0 : ::close(std::exchange(m_number, -1)); }

private:
  int m_number = -1;
};

} // namespace limpid
