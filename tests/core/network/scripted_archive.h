#pragma once

#include "core/network/archive.h"

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct T_ASC_Association;
struct T_ASC_Network;
struct T_ASC_Parameters;
struct T_DIMSE_C_FindRQ;
struct T_DIMSE_C_GetRQ;
struct T_DIMSE_C_StoreRQ;

namespace limpid::network {

/// How an archive answers to one C-STORE.
struct StoreAnswer
{
  std::uint16_t status = 0;
  std::string comment{};
  bool hangsUp = false; ///< instead of an answer
};

/// What an archive does; what isn't said goes well.
struct ArchiveScript
{
  std::vector<StoreAnswer> stores{};  ///< to the first images that it is sent
  std::filesystem::path image{};      ///< the one that it holds; empty: none
  std::uint16_t matchStatus = 0xFF00; ///< of each match that it finds
  std::uint16_t findStatus = 0;       ///< of the end of a search
  std::uint16_t getStatus = 0;        ///< of the end of a C-GET
  std::uint16_t getWarnings = 0;      ///< sub-operations with a warning
  std::string comment{};              ///< at the end of a search or a C-GET
};

/// An archive on loopback, as long as it lives, that says what real ones seldom do. It speaks by
/// DCMTK, one association at a time; every match and every fetched image is its one image.
class ScriptedArchive
{
public:
  /// Throws std::runtime_error when it can't listen.
  explicit ScriptedArchive(ArchiveScript script, const std::string& host = "127.0.0.1");
  ~ScriptedArchive();
  ScriptedArchive(const ScriptedArchive&) = delete;
  ScriptedArchive& operator=(const ScriptedArchive&) = delete;

  /// How to talk to it.
  const Archive& archive() const { return m_archive; }
  /// UIDs of what it was sent, whatever it has answered.
  std::vector<std::string> received() const;

private:
  void run(const std::stop_token& stop);
  void serve(T_ASC_Association& association, const std::stop_token& stop);
  static void accept(T_ASC_Parameters& parameters);
  /// False when the association has ended.
  bool answer(T_ASC_Association& association);
  bool take(T_ASC_Association& association, std::uint8_t context, const T_DIMSE_C_StoreRQ& request);
  bool find(T_ASC_Association& association, std::uint8_t context, const T_DIMSE_C_FindRQ& request);
  bool get(T_ASC_Association& association, std::uint8_t context, const T_DIMSE_C_GetRQ& request);

  ArchiveScript m_script;
  Archive m_archive;
  T_ASC_Network* m_network = nullptr;
  mutable std::mutex m_mutex;
  std::vector<std::string> m_received;
  std::jthread m_thread;
};

} // namespace limpid::network
