#pragma once

#include "core/base/document.h"
#include "core/network/archive.h"

#include <CLI/CLI.hpp>

#include <string>

namespace limpid::cli {

/// The archive that a verb is given, by its name or as AETITLE@host:port, and what is said of the
/// connection on the command line.
class ArchiveOptions
{
public:
  /// ARCHIVE and the options of the connection.
  void addTo(CLI::App& verb);
  /// The options alone, for a verb that names the archive in its own way.
  void addConnectionTo(CLI::App& verb);

  Result<network::Archive> archive() const;
  /// `known` with what was said on the command line.
  network::Archive changed(network::Archive known) const;

private:
  std::string m_text;
  network::Archive m_said;
  std::vector<std::pair<CLI::Option*, void (*)(network::Archive&, const network::Archive&)>>
      m_given;
  bool m_tls = false;
  bool m_anybody = false;
};

/// What --json says of an archive.
Json archiveJson(const network::Archive& archive);

} // namespace limpid::cli
