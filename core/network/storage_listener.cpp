#include "core/network/storage_listener.h"

#include "core/network/reachability.h"
#include "core/network/retrieve_steps.h"
#include "core/network/transport.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmnet/assoc.h>
#include <dcmtk/dcmnet/dcmlayer.h>
#include <dcmtk/dcmnet/dimse.h>

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <thread>

namespace limpid::network {
namespace {

constexpr int sliceMs = 50; // the end is seen this soon

/// An association that an archive has opened; dropped at its end.
class Guest
{
public:
  explicit Guest(T_ASC_Association* association) : m_association(association) {}
  ~Guest()
  {
    ASC_dropAssociation(m_association);
    ASC_destroyAssociation(&m_association);
  }
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;

  T_ASC_Association& association() { return *m_association; }

private:
  T_ASC_Association* m_association;
};

std::string withoutBlanks(const char* title)
{
  std::string text(title);
  const std::size_t end = text.find_last_not_of(' ');
  text.resize(end == std::string::npos ? 0 : end + 1);
  return text;
}

/// The first of what is proposed that can be taken: an archive proposes an image's own encoding
/// before others.
const char* choose(const T_ASC_PresentationContext& context)
{
  const auto known = imageTransferSyntaxes();
  for (int place = 0; place < context.transferSyntaxCount; ++place) {
    const std::string_view proposed = context.proposedTransferSyntaxes[place];
    const auto same = std::ranges::find_if(known, [&](const char* one) { return proposed == one; });
    if (same != known.end())
      return *same;
  }
  return nullptr;
}

void acceptContexts(T_ASC_Parameters& parameters)
{
  for (int place = 0; place < ASC_countPresentationContexts(&parameters); ++place) {
    T_ASC_PresentationContext context{};
    if (ASC_getPresentationContext(&parameters, place, &context).bad())
      continue;
    const std::string_view service = context.abstractSyntax;
    const bool stores = service == UID_VerificationSOPClass ||
                        dcmIsaStorageSOPClassUID(context.abstractSyntax, ESSC_All);
    const char* const syntax = stores ? choose(context) : nullptr;
    if (syntax != nullptr)
      ASC_acceptPresentationContext(&parameters, context.presentationContextID, syntax);
    else
      ASC_refusePresentationContext(&parameters, context.presentationContextID,
                                    stores ? ASC_P_TRANSFERSYNTAXESNOTSUPPORTED
                                           : ASC_P_ABSTRACTSYNTAXNOTSUPPORTED);
  }
}

} // namespace

struct StorageListener::State
{
  State(Archive of, Inbox& into) : archive(std::move(of)), inbox(into) {}

  ~State()
  {
    if (thread) {
      thread->request_stop();
      thread->join();
    }
    if (network != nullptr)
      ASC_dropNetwork(&network);
  }

  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Result<void> listen();
  void run(const std::stop_token& stop);
  void serve(Guest& guest, Line& line, const std::stop_token& stop);
  bool agreesWith(T_ASC_Parameters& parameters) const;
  OFCondition answer(T_ASC_Association& association);

  Archive archive;
  Inbox& inbox;
  std::set<std::string> addresses; // of the archive
  std::unique_ptr<DcmTransportLayer> layer;
  T_ASC_Network* network = nullptr;
  Line* line = nullptr; // of the guest that is served, on the listener's thread
  std::optional<std::jthread> thread;
};

Result<void> StorageListener::State::listen()
{
  Result<std::set<std::string>> known = addressesOf(archive.host);
  if (!known)
    return failure(known.error());
  addresses = std::move(*known);
  auto made = makeTransport(archive, Side::Acceptor, [this](int socket) {
    if (line != nullptr)
      line->hold(socket);
    return addresses.contains(peerAddress(socket));
  });
  if (!made)
    return failure(made.error());
  layer = std::move(*made);
  OFCondition done =
      ASC_initializeNetwork(NET_ACCEPTOR, archive.ownPort, archive.timeoutSeconds, &network);
  if (done.good())
    done = ASC_setTransportLayer(network, layer.get(), 0);
  if (done.bad())
    return failure(ErrorCode::NoResource, fmt::format("Port {}, where images are to come in, can't "
                                                      "be opened: {}.",
                                                      archive.ownPort, done.text()));
  thread.emplace([this](const std::stop_token& stop) { run(stop); });
  return {};
}

void StorageListener::State::run(const std::stop_token& stop)
{
  while (!stop.stop_requested()) {
    if (!ASC_associationWaiting(network, 0)) {
      pollfd waiting{.fd = DUL_networkSocket(network->network), .events = POLLIN, .revents = 0};
      ::poll(&waiting, 1, sliceMs);
      continue;
    }
    Line guestLine(stop);
    line = &guestLine;
    T_ASC_Association* association = nullptr;
    OFCondition received;
    {
      const Line::Call call(guestLine);
      received = ASC_receiveAssociation(network, &association, ASC_MAXIMUMPDUSIZE, nullptr, nullptr,
                                        archive.tls.enabled ? OFTrue : OFFalse, DUL_NOBLOCK,
                                        archive.timeoutSeconds);
    }
    if (association != nullptr) {
      Guest guest(association);
      if (received.good())
        serve(guest, guestLine, stop);
    }
    line = nullptr;
  }
}

bool StorageListener::State::agreesWith(T_ASC_Parameters& parameters) const
{
  std::array<char, 17> calling{};
  std::array<char, 17> called{};
  ASC_getAPTitles(&parameters, calling.data(), calling.size(), called.data(), called.size(),
                  nullptr, 0);
  return withoutBlanks(calling.data()) == archive.aeTitle &&
         withoutBlanks(called.data()) == archive.ownAeTitle;
}

void StorageListener::State::serve(Guest& guest, Line& guestLine, const std::stop_token& stop)
{
  T_ASC_Association& association = guest.association();
  const Line::Call call(guestLine);
  if (!agreesWith(*association.params)) {
    const T_ASC_RejectParameters rejected{ASC_RESULT_REJECTEDPERMANENT, ASC_SOURCE_SERVICEUSER,
                                          ASC_REASON_SU_CALLINGAETITLENOTRECOGNIZED};
    ASC_rejectAssociation(&association, &rejected);
    return;
  }
  acceptContexts(*association.params);
  OFCondition done = ASC_acknowledgeAssociation(&association);
  while (done.good() && !stop.stop_requested())
    done = answer(association);
  if (done == DUL_PEERREQUESTEDRELEASE)
    ASC_acknowledgeRelease(&association);
  else
    ASC_abortAssociation(&association);
}

OFCondition StorageListener::State::answer(T_ASC_Association& association)
{
  T_DIMSE_Message message{};
  T_ASC_PresentationContextID context = 0;
  const OFCondition received = DIMSE_receiveCommand(
      &association, DIMSE_NONBLOCKING, archive.timeoutSeconds, &context, &message, nullptr);
  if (received == DIMSE_NODATAAVAILABLE)
    return EC_Normal; // an archive may pause between images; the end comes from outside
  if (received.bad())
    return received;
  if (message.CommandField == DIMSE_C_ECHO_RQ)
    return DIMSE_sendEchoResponse(&association, context, &message.msg.CEchoRQ, STATUS_Success,
                                  nullptr);
  if (message.CommandField == DIMSE_C_STORE_RQ)
    return inbox.take(association, context, message.msg.CStoreRQ, archive.timeoutSeconds);
  return DIMSE_BADCOMMANDTYPE;
}

StorageListener::StorageListener(std::unique_ptr<State> state) : m_state(std::move(state)) {}
StorageListener::~StorageListener() = default;

Result<std::unique_ptr<StorageListener>> StorageListener::open(const Archive& archive, Inbox& inbox)
{
  auto state = std::make_unique<State>(archive, inbox);
  if (const Result<void> listening = state->listen(); !listening)
    return failure(listening.error());
  return std::unique_ptr<StorageListener>(new StorageListener(std::move(state)));
}

} // namespace limpid::network
