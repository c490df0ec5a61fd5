#include "app/cli/archive_options.h"

#include "core/network/archive_list.h"

namespace limpid::cli {

using network::Archive;
using network::RetrieveMethod;

void ArchiveOptions::addTo(CLI::App& verb)
{
  verb.add_option("ARCHIVE", m_text, "Name of an archive (pacs list), or AETITLE@host:port")
      ->required();
  addConnectionTo(verb);
}

void ArchiveOptions::addConnectionTo(CLI::App& verb)
{
  const auto remember = [this](CLI::Option* option,
                               void (*apply)(Archive&, const Archive&)) -> CLI::Option* {
    m_given.emplace_back(option, apply);
    return option;
  };
  remember(verb.add_option("--own-aet", m_said.ownAeTitle, "Our own AE title (LIMPID)"),
           [](Archive& archive, const Archive& said) { archive.ownAeTitle = said.ownAeTitle; });
  remember(verb.add_option("--own-port", m_said.ownPort,
                           "Port on which a C-MOVE sends to us, open while one runs (11112)"),
           [](Archive& archive, const Archive& said) { archive.ownPort = said.ownPort; });
  remember(
      verb.add_option("--timeout", m_said.timeoutSeconds,
                      "Silence that counts as no answer, in seconds (30)"),
      [](Archive& archive, const Archive& said) { archive.timeoutSeconds = said.timeoutSeconds; });
  verb.add_flag("--tls", m_tls, "Encrypted; the archive must have a certificate that is trusted");
  remember(verb.add_option("--tls-trust", m_said.tls.trustedCertificates,
                           "PEM file or folder of the certificates that are trusted"),
           [](Archive& archive, const Archive& said) {
             archive.tls.trustedCertificates = said.tls.trustedCertificates;
           });
  remember(verb.add_option("--tls-certificate", m_said.tls.certificate, "Our certificate, PEM"),
           [](Archive& archive, const Archive& said) {
             archive.tls.certificate = said.tls.certificate;
           });
  remember(
      verb.add_option("--tls-key", m_said.tls.privateKey, "Its private key, PEM"),
      [](Archive& archive, const Archive& said) { archive.tls.privateKey = said.tls.privateKey; });
  remember(verb.add_option("--tls-name", m_said.tls.peerName,
                           "Name in the archive's certificate, where that isn't its host"),
           [](Archive& archive, const Archive& said) { archive.tls.peerName = said.tls.peerName; });
  verb.add_flag("--tls-anybody", m_anybody, "Encrypted, but without verifying who the archive is");
}

Archive ArchiveOptions::changed(Archive known) const
{
  for (const auto& [option, apply] : m_given)
    if (option->count() > 0)
      apply(known, m_said);
  if (m_tls || m_anybody)
    known.tls.enabled = true;
  if (m_anybody)
    known.tls.verifyPeer = false;
  return known;
}

Result<Archive> ArchiveOptions::archive() const
{
  if (m_text.find('@') != std::string::npos)
    return network::parseArchive(m_text, changed({}));
  const Result<network::ArchiveList> list = network::ArchiveList::ofUser();
  if (!list)
    return failure(list.error());
  Result<Archive> known = list->find(m_text);
  if (!known)
    return known;
  return changed(std::move(*known));
}

Json archiveJson(const Archive& archive)
{
  return {{"name", archive.name},
          {"aeTitle", archive.aeTitle},
          {"host", archive.host},
          {"port", archive.port},
          {"ownAeTitle", archive.ownAeTitle},
          {"retrieve", archive.retrieve == RetrieveMethod::Move ? "move" : "get"},
          {"tls", archive.tls.enabled}};
}

} // namespace limpid::cli
