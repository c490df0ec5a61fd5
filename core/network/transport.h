#pragma once

#include "core/network/archive.h"

#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>

class DcmTransportLayer;

namespace limpid::network {

/// The socket below a call into DCMTK, held so that a stop ends a call that waits for the peer.
class Line
{
public:
  explicit Line(const std::stop_token& stop);
  ~Line();
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  /// Remembers a socket that DCMTK owns.
  void hold(int socket);
  /// Forgets it: to be called once DCMTK has closed it.
  void drop();

  /// While one lives, a stop ends the connection at once.
  class Call
  {
  public:
    explicit Call(Line& line);
    ~Call();
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

  private:
    Line& m_line;
  };

private:
  void endIfStopped();

  std::mutex m_mutex;
  int m_socket = -1; // a duplicate: DCMTK may close its own at any time
  bool m_waiting = false;
  std::stop_token m_stop;
  std::stop_callback<std::function<void()>> m_onStop;
};

enum class Side { Requestor, Acceptor };

/// What makes DCMTK's connections with an archive, encrypted or not. `admit` is told every socket
/// before a byte is read from it; false ends that connection. One with TLS whose peer shows a
/// certificate for another name than the archive's fails in its handshake, unless the archive isn't
/// to be verified. BadInput names the file of the TLS settings that can't be used.
Result<std::unique_ptr<DcmTransportLayer>> makeTransport(const Archive& archive, Side side,
                                                         std::function<bool(int socket)> admit);

} // namespace limpid::network
