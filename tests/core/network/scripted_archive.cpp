#include "tests/core/network/scripted_archive.h"

#include "core/study/dicom_dictionary.h"
#include "tests/core/network/orthanc.h"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmnet/assoc.h>
#include <dcmtk/dcmnet/dimse.h>

#include <poll.h>

#include <memory>
#include <stdexcept>

namespace limpid::network {
namespace {

constexpr int patienceSeconds = 10;
constexpr int sliceMs = 20;

/// Nothing without a comment.
std::unique_ptr<DcmDataset> detailOf(const std::string& comment)
{
  if (comment.empty())
    return nullptr;
  auto detail = std::make_unique<DcmDataset>();
  detail->putAndInsertString(DCM_ErrorComment, comment.c_str());
  return detail;
}

std::unique_ptr<DcmDataset> receive(T_ASC_Association& association)
{
  DcmDataset* dataset = nullptr;
  T_ASC_PresentationContextID context = 0;
  DIMSE_receiveDataSetInMemory(&association, DIMSE_NONBLOCKING, patienceSeconds, &context, &dataset,
                               nullptr, nullptr);
  return std::unique_ptr<DcmDataset>(dataset);
}

/// The keys that are asked for, with their values in `image`.
void fill(DcmDataset& keys, DcmDataset& image)
{
  OFString level;
  keys.findAndGetOFString(DCM_QueryRetrieveLevel, level);
  for (DcmObject* key = keys.nextInContainer(nullptr); key != nullptr;) {
    const DcmTagKey tag = key->getTag();
    key = keys.nextInContainer(key);
    OFString value;
    if (image.findAndGetOFStringArray(tag, value).good())
      keys.putAndInsertOFStringArray(tag, value);
  }
  keys.putAndInsertOFStringArray(DCM_QueryRetrieveLevel, level);
}

} // namespace

ScriptedArchive::ScriptedArchive(ArchiveScript script, const std::string& host)
    : m_script(std::move(script)),
      m_archive{.name = "scripted",
                .aeTitle = "SCRIPTED",
                .host = host,
                .port = freePort(),
                .timeoutSeconds = patienceSeconds}
{
  if (!study::prepareDicomDictionary() ||
      ASC_initializeNetwork(NET_ACCEPTOR, m_archive.port, patienceSeconds, &m_network).bad())
    throw std::runtime_error("the scripted archive can't listen");
  m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

ScriptedArchive::~ScriptedArchive()
{
  m_thread.request_stop();
  m_thread.join();
  ASC_dropNetwork(&m_network);
}

std::vector<std::string> ScriptedArchive::received() const
{
  const std::lock_guard lock(m_mutex);
  return m_received;
}

void ScriptedArchive::run(const std::stop_token& stop)
{
  while (!stop.stop_requested()) {
    if (!ASC_associationWaiting(m_network, 0)) {
      pollfd waiting{.fd = DUL_networkSocket(m_network->network), .events = POLLIN, .revents = 0};
      ::poll(&waiting, 1, sliceMs);
      continue;
    }
    T_ASC_Association* association = nullptr;
    const OFCondition received =
        ASC_receiveAssociation(m_network, &association, ASC_MAXIMUMPDUSIZE, nullptr, nullptr,
                               OFFalse, DUL_NOBLOCK, patienceSeconds);
    if (received.good())
      serve(*association, stop);
    if (association != nullptr) {
      ASC_dropAssociation(association);
      ASC_destroyAssociation(&association);
    }
  }
}

void ScriptedArchive::accept(T_ASC_Parameters& parameters)
{
  for (int place = 0; place < ASC_countPresentationContexts(&parameters); ++place) {
    T_ASC_PresentationContext context{};
    if (ASC_getPresentationContext(&parameters, place, &context).bad())
      continue;
    const std::string_view plain = UID_LittleEndianExplicitTransferSyntax;
    bool offered = false;
    for (int syntax = 0; syntax < context.transferSyntaxCount; ++syntax)
      offered = offered || context.proposedTransferSyntaxes[syntax] == plain;
    if (offered)
      ASC_acceptPresentationContext(&parameters, context.presentationContextID, plain.data(),
                                    context.proposedRole);
    else
      ASC_refusePresentationContext(&parameters, context.presentationContextID,
                                    ASC_P_TRANSFERSYNTAXESNOTSUPPORTED);
  }
}

void ScriptedArchive::serve(T_ASC_Association& association, const std::stop_token& stop)
{
  accept(*association.params);
  if (ASC_acknowledgeAssociation(&association).bad())
    return;
  while (!stop.stop_requested() && answer(association)) {
  }
}

bool ScriptedArchive::answer(T_ASC_Association& association)
{
  T_DIMSE_Message message{};
  T_ASC_PresentationContextID context = 0;
  const OFCondition received =
      DIMSE_receiveCommand(&association, DIMSE_NONBLOCKING, 1, &context, &message, nullptr);
  if (received == DIMSE_NODATAAVAILABLE)
    return true;
  if (received == DUL_PEERREQUESTEDRELEASE) {
    ASC_acknowledgeRelease(&association);
    return false;
  }
  if (received.bad())
    return false;
  switch (message.CommandField) {
  case DIMSE_C_ECHO_RQ:
    return DIMSE_sendEchoResponse(&association, context, &message.msg.CEchoRQ, STATUS_Success,
                                  nullptr)
        .good();
  case DIMSE_C_STORE_RQ:
    return take(association, context, message.msg.CStoreRQ);
  case DIMSE_C_FIND_RQ:
    return find(association, context, message.msg.CFindRQ);
  case DIMSE_C_GET_RQ:
    return get(association, context, message.msg.CGetRQ);
  default:
    return false;
  }
}

bool ScriptedArchive::take(T_ASC_Association& association, std::uint8_t context,
                           const T_DIMSE_C_StoreRQ& request)
{
  const std::unique_ptr<DcmDataset> dataset = receive(association);
  if (dataset == nullptr)
    return false;
  StoreAnswer said;
  {
    const std::lock_guard lock(m_mutex);
    if (m_received.size() < m_script.stores.size())
      said = m_script.stores[m_received.size()];
    m_received.emplace_back(request.AffectedSOPInstanceUID);
  }
  if (said.hangsUp) {
    ASC_abortAssociation(&association);
    return false;
  }
  T_DIMSE_C_StoreRSP response{};
  response.DimseStatus = said.status;
  response.DataSetType = DIMSE_DATASET_NULL;
  const std::unique_ptr<DcmDataset> detail = detailOf(said.comment);
  return DIMSE_sendStoreResponse(&association, context, &request, &response, detail.get()).good();
}

bool ScriptedArchive::find(T_ASC_Association& association, std::uint8_t context,
                           const T_DIMSE_C_FindRQ& request)
{
  const std::unique_ptr<DcmDataset> keys = receive(association);
  if (keys == nullptr)
    return false;
  if (!m_script.image.empty()) {
    DcmFileFormat image;
    image.loadFile(m_script.image.c_str());
    fill(*keys, *image.getDataset());
    T_DIMSE_C_FindRSP match{};
    match.DimseStatus = m_script.matchStatus;
    match.DataSetType = DIMSE_DATASET_PRESENT;
    if (DIMSE_sendFindResponse(&association, context, &request, &match, keys.get(), nullptr).bad())
      return false;
  }
  T_DIMSE_C_FindRSP last{};
  last.DimseStatus = m_script.findStatus;
  last.DataSetType = DIMSE_DATASET_NULL;
  const std::unique_ptr<DcmDataset> detail = detailOf(m_script.comment);
  return DIMSE_sendFindResponse(&association, context, &request, &last, nullptr, detail.get())
      .good();
}

bool ScriptedArchive::get(T_ASC_Association& association, std::uint8_t context,
                          const T_DIMSE_C_GetRQ& request)
{
  DcmFileFormat image;
  if (receive(association) == nullptr || image.loadFile(m_script.image.c_str()).bad())
    return false;
  OFString sopClass;
  OFString uid;
  image.getDataset()->findAndGetOFString(DCM_SOPClassUID, sopClass);
  image.getDataset()->findAndGetOFString(DCM_SOPInstanceUID, uid);
  T_DIMSE_C_StoreRQ sending{};
  sending.MessageID = association.nextMsgID++;
  sending.Priority = DIMSE_PRIORITY_MEDIUM;
  sending.DataSetType = DIMSE_DATASET_PRESENT;
  OFStandard::strlcpy(sending.AffectedSOPClassUID, sopClass.c_str(),
                      sizeof sending.AffectedSOPClassUID);
  OFStandard::strlcpy(sending.AffectedSOPInstanceUID, uid.c_str(),
                      sizeof sending.AffectedSOPInstanceUID);
  T_DIMSE_C_StoreRSP taken{};
  DcmDataset* unused = nullptr;
  const OFCondition sent = DIMSE_storeUser(
      &association, ASC_findAcceptedPresentationContextID(&association, sopClass.c_str()), &sending,
      nullptr, image.getDataset(), nullptr, nullptr, DIMSE_NONBLOCKING, patienceSeconds, &taken,
      &unused);
  const std::unique_ptr<DcmDataset> ignored(unused);
  if (sent.bad())
    return false;
  T_DIMSE_C_GetRSP last{};
  last.DimseStatus = m_script.getStatus;
  last.DataSetType = DIMSE_DATASET_NULL;
  last.NumberOfWarningSubOperations = m_script.getWarnings;
  last.opts = O_GET_NUMBEROFWARNINGSUBOPERATIONS;
  const std::unique_ptr<DcmDataset> detail = detailOf(m_script.comment);
  return DIMSE_sendGetResponse(&association, context, &request, &last, nullptr, detail.get())
      .good();
}

} // namespace limpid::network
