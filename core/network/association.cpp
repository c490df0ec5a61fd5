#include "core/network/association.h"

#include "core/network/failure.h"
#include "core/network/reachability.h"
#include "core/network/transport.h"
#include "core/study/dicom_dictionary.h"
#include "core/study/dicom_values.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmnet/assoc.h>
#include <dcmtk/dcmnet/dcmlayer.h>
#include <dcmtk/dcmnet/dimse.h>

#include <fmt/format.h>
#include <poll.h>

#include <chrono>

namespace limpid::network {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int sliceMs = 50; // a stop is seen this soon

} // namespace

struct Association::State
{
  State(Archive of, jobs::JobContext& job)
      : archive(std::move(of)), context(job), line(job.stopToken())
  {
  }

  ~State()
  {
    if (association != nullptr)
      ASC_destroyAssociation(&association);
    else if (parameters != nullptr)
      ASC_destroyAssociationParameters(&parameters);
    line.drop();
    if (network != nullptr)
      ASC_dropNetwork(&network);
  }

  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Result<void> prepare();
  Result<void> propose(const std::vector<Proposal>& proposals);
  Result<jobs::Outcome> request();

  Archive archive;
  jobs::JobContext& context;
  std::unique_ptr<DcmTransportLayer> layer; // outlives the network
  T_ASC_Network* network = nullptr;
  T_ASC_Parameters* parameters = nullptr;
  T_ASC_Association* association = nullptr; // owns the parameters once there is one
  Line line;
  int socket = -1;
  bool sound = true; // nothing was left half said: it can be released
};

Result<void> Association::State::prepare()
{
  if (Result<void> dictionary = study::prepareDicomDictionary(); !dictionary)
    return dictionary;
  if (Result<void> checked = checkArchive(archive); !checked)
    return checked;
  auto made = makeTransport(archive, Side::Requestor, [this](int opened) {
    socket = opened;
    line.hold(opened);
    return true;
  });
  if (!made)
    return failure(made.error());
  layer = std::move(*made);
  OFCondition done = ASC_initializeNetwork(NET_REQUESTOR, 0, archive.timeoutSeconds, &network);
  if (done.good())
    done = ASC_setTransportLayer(network, layer.get(), 0);
  if (done.good())
#if PACKAGE_VERSION_NUMBER >= 368
    done = ASC_createAssociationParameters(&parameters, ASC_MAXIMUMPDUSIZE, archive.timeoutSeconds);
#else
    done = ASC_createAssociationParameters(&parameters, ASC_MAXIMUMPDUSIZE);
#endif
  if (done.good())
    done = ASC_setTransportLayerType(parameters, archive.tls.enabled ? OFTrue : OFFalse);
  if (done.bad())
    return failure(ErrorCode::Internal,
                   fmt::format("DCMTK can't prepare a connection: {}.", done.text()));
  return {};
}

Result<void> Association::State::propose(const std::vector<Proposal>& proposals)
{
  ASC_setAPTitles(parameters, archive.ownAeTitle.c_str(), archive.aeTitle.c_str(), nullptr);
  const std::string address = fmt::format("{}:{}", archive.host, archive.port);
  ASC_setPresentationAddresses(parameters, "localhost", address.c_str());
  ContextId number = 1; // odd numbers, PS3.8 9.3.2.2
  for (const Proposal& proposal : proposals) {
    std::vector<const char*> syntaxes;
    for (const std::string& syntax : proposal.transferSyntaxes)
      syntaxes.push_back(syntax.c_str());
    const OFCondition added =
        ASC_addPresentationContext(parameters, number, proposal.abstractSyntax.c_str(),
                                   syntaxes.data(), static_cast<int>(syntaxes.size()),
                                   proposal.archiveSends ? ASC_SC_ROLE_SCP : ASC_SC_ROLE_DEFAULT);
    if (added.bad())
      return failure(ErrorCode::Internal,
                     fmt::format("DCMTK can't propose a service: {}.", added.text()));
    number = static_cast<ContextId>(number + 2);
  }
  return {};
}

Result<jobs::Outcome> Association::State::request()
{
  Result<jobs::Outcome> reached = reach(archive, context);
  if (!reached || *reached == jobs::Outcome::Stopped)
    return reached;
  OFCondition requested;
  {
    const Line::Call call(line);
    requested = ASC_requestAssociation(network, parameters, &association, nullptr, nullptr,
                                       DUL_NOBLOCK, archive.timeoutSeconds);
  }
  if (requested.bad()) {
    sound = false;
    if (context.stopRequested())
      return jobs::Outcome::Stopped;
    return failure(associationFailure(archive, requested, parameters));
  }
  if (ASC_countAcceptedPresentationContexts(parameters) == 0)
    return failure(ErrorCode::Unsupported,
                   fmt::format("{} answers, but offers none of the services that were asked for.",
                               describe(archive)));
  return jobs::Outcome::Done;
}

Association::Association(std::unique_ptr<State> state) : m_state(std::move(state)) {}

Association::~Association()
{
  if (!m_state->sound)
    return;
  const Line::Call call(m_state->line);
  ASC_releaseAssociation(m_state->association);
}

Result<std::unique_ptr<Association>> Association::open(const Archive& archive,
                                                       const std::vector<Proposal>& proposals,
                                                       jobs::JobContext& context)
{
  auto state = std::make_unique<State>(archive, context);
  if (const Result<void> prepared = state->prepare(); !prepared)
    return failure(prepared.error());
  if (const Result<void> proposed = state->propose(proposals); !proposed)
    return failure(proposed.error());
  const Result<jobs::Outcome> requested = state->request();
  if (!requested) {
    if (state->association != nullptr && state->sound)
      ASC_releaseAssociation(state->association);
    return failure(requested.error());
  }
  if (*requested == jobs::Outcome::Stopped)
    return std::unique_ptr<Association>();
  return std::unique_ptr<Association>(new Association(std::move(state)));
}

ContextId Association::contextFor(const std::string& abstractSyntax,
                                  const std::string& transferSyntax) const
{
  T_ASC_Association* const association = m_state->association;
  return transferSyntax.empty()
             ? ASC_findAcceptedPresentationContextID(association, abstractSyntax.c_str())
             : ASC_findAcceptedPresentationContextID(association, abstractSyntax.c_str(),
                                                     transferSyntax.c_str());
}

std::uint16_t Association::nextMessageId()
{
  return m_state->association->nextMsgID++;
}

Result<void> Association::call(const std::function<OFCondition(T_ASC_Association&)>& work)
{
  OFCondition done;
  {
    const Line::Call call(m_state->line);
    done = work(*m_state->association);
  }
  if (done.good())
    return {};
  m_state->sound = false;
  return failure(connectionFailure(m_state->archive, done));
}

Result<void> Association::send(ContextId context, T_DIMSE_Message& message, DcmDataset* dataset)
{
  return call([&](T_ASC_Association& association) {
    return DIMSE_sendMessageUsingMemoryData(&association, context, &message, nullptr, dataset,
                                            nullptr, nullptr);
  });
}

Result<Arrival> Association::receive(T_DIMSE_Message& message,
                                     const std::function<std::size_t()>& elsewhere)
{
  const std::chrono::seconds patience(m_state->archive.timeoutSeconds);
  auto deadline = Clock::now() + patience;
  std::size_t before = elsewhere ? elsewhere() : 0;
  while (!ASC_dataWaiting(m_state->association, 0)) {
    if (m_state->context.stopRequested())
      return Arrival{.stopped = true};
    if (const std::size_t now = elsewhere ? elsewhere() : before; now != before) {
      before = now;
      deadline = Clock::now() + patience;
    }
    if (Clock::now() > deadline) {
      m_state->sound = false;
      return failure(connectionFailure(m_state->archive, DIMSE_NODATAAVAILABLE));
    }
    pollfd waiting{.fd = m_state->socket, .events = POLLIN, .revents = 0};
    ::poll(&waiting, 1, sliceMs);
  }
  Arrival arrival;
  DcmDataset* detail = nullptr;
  const Result<void> received = call([&](T_ASC_Association& association) {
    return DIMSE_receiveCommand(&association, DIMSE_NONBLOCKING, m_state->archive.timeoutSeconds,
                                &arrival.context, &message, &detail);
  });
  const std::unique_ptr<DcmDataset> owned(detail);
  if (!received) {
    if (m_state->context.stopRequested())
      return Arrival{.stopped = true};
    return failure(received.error());
  }
  if (owned != nullptr)
    arrival.comment = study::textIn(*owned, DCM_ErrorComment);
  return arrival;
}

Result<std::unique_ptr<DcmDataset>> Association::receiveDataset()
{
  DcmDataset* dataset = nullptr;
  ContextId context = 0;
  const Result<void> received = call([&](T_ASC_Association& association) {
    return DIMSE_receiveDataSetInMemory(&association, DIMSE_NONBLOCKING,
                                        m_state->archive.timeoutSeconds, &context, &dataset,
                                        nullptr, nullptr);
  });
  std::unique_ptr<DcmDataset> owned(dataset);
  if (!received)
    return failure(received.error());
  return owned;
}

void Association::cancel(ContextId context, std::uint16_t message)
{
  DIMSE_sendCancelRequest(m_state->association, context, message);
}

void Association::abort()
{
  if (m_state->sound)
    ASC_abortAssociation(m_state->association);
  m_state->sound = false;
}

} // namespace limpid::network
