#pragma once

#include <unistd.h>
#include <utility>

namespace limpid::run {

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

  void close()
  {
    if (m_number >= 0)
      ::close(m_number);
    m_number = -1;
  }

private:
  int m_number = -1;
};

struct Pipe
{
  Descriptor readEnd;
  Descriptor writeEnd;
};

} // namespace limpid::run
