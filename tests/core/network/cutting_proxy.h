#pragma once

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace limpid::network {

/// What becomes of connections after the cut.
enum class AfterCut { Refuse, Pass };

/// Passes connections on loopback through to a port, until so many bytes have come back from there:
/// then it ends the connection that has carried the last of them, within a message.
class CuttingProxy
{
public:
  CuttingProxy(int targetPort, std::size_t bytesUntilCut, AfterCut afterCut);
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  int port() const { return m_port; }
  bool hasCut() const { return m_cut; }

private:
  struct Passage
  {
    int client = -1;
    int target = -1;
  };

  void run(const std::stop_token& stop);
  void take();
  /// False when the passage has ended.
  bool pass(int from, int to, bool counts);
  static void end(const Passage& passage);

  int m_listener = -1;
  int m_port = 0;
  int m_targetPort;
  std::size_t m_left;
  AfterCut m_afterCut;
  std::atomic<bool> m_cut = false;
  std::vector<Passage> m_passages;
  std::jthread m_thread;
};

} // namespace limpid::network
