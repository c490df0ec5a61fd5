#pragma once

#include "core/network/archive.h"
#include "core/network/inbox.h"

#include <memory>

namespace limpid::network {

/// Listens on `archive.ownPort` while it lives and puts what the archive sends into the inbox
/// (storage SCP, PS3.4 annex B). Connections from other addresses than the archive's are ended
/// before a byte of them is read; associations under other AE titles than agreed are rejected.
class StorageListener
{
public:
  /// NoResource when the port is used by another program; the inbox must outlive it.
  static Result<std::unique_ptr<StorageListener>> open(const Archive& archive, Inbox& inbox);
  ~StorageListener();
  StorageListener(const StorageListener&) = delete;
  StorageListener& operator=(const StorageListener&) = delete;

private:
  struct State;
  explicit StorageListener(std::unique_ptr<State> state);

  std::unique_ptr<State> m_state;
};

} // namespace limpid::network
