#pragma once

#include "core/jobs/job.h"
#include "core/network/archive.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

class DcmDataset;
class OFCondition;
struct T_ASC_Association;
struct T_DIMSE_Message;

namespace limpid::network {

/// A service that is asked for (PS3.8 9.3.2.2); the archive picks one of the transfer syntaxes.
struct Proposal
{
  std::string abstractSyntax{};
  std::vector<std::string> transferSyntaxes{};
  bool archiveSends = false; ///< it is the one that stores: C-GET (PS3.7 D.3.3.4)
};

using ContextId = std::uint8_t; ///< of a presentation context; 0: none

/// What waiting for a message has come to.
struct Arrival
{
  bool stopped = false;
  ContextId context = 0;
  std::string comment{}; ///< Error Comment (0000,0902)
};

/// A connection to an archive on which services were agreed. One thread; a stop of the job ends
/// whatever waits. Ends with its life: released when nothing went wrong, else aborted.
class Association
{
public:
  /// Up to 128 proposals. Nothing on a stop. Unsupported when the archive takes none of them.
  static Result<std::unique_ptr<Association>>
  open(const Archive& archive, const std::vector<Proposal>& proposals, jobs::JobContext& context);
  ~Association();
  Association(const Association&) = delete;
  Association& operator=(const Association&) = delete;

  /// The accepted context for that service, of that transfer syntax unless it is empty.
  ContextId contextFor(const std::string& abstractSyntax,
                       const std::string& transferSyntax = {}) const;
  std::uint16_t nextMessageId();

  /// Sends a command, with a data set unless it is null.
  Result<void> send(ContextId context, T_DIMSE_Message& message, DcmDataset* dataset);
  /// Waits for the next command; the archive's silence and a broken connection are failures. It
  /// isn't silent while the number that `elsewhere` tells goes on changing.
  Result<Arrival> receive(T_DIMSE_Message& message,
                          const std::function<std::size_t()>& elsewhere = {});
  /// The data set that follows a command.
  Result<std::unique_ptr<DcmDataset>> receiveDataset();
  /// Any other call of DCMTK that may wait for the archive.
  Result<void> call(const std::function<OFCondition(T_ASC_Association&)>& work);

  /// Asks the archive to give up what `message` asked for; it ends that with a last response.
  void cancel(ContextId context, std::uint16_t message);
  /// Ends without waiting for the archive.
  void abort();

private:
  struct State;
  explicit Association(std::unique_ptr<State> state);

  std::unique_ptr<State> m_state;
};

} // namespace limpid::network
