#pragma once

#include <QString>

namespace limpid::viewmodels {

/// Where the two helper programs are. Empty: the environment (LIMPID_CLI, LIMPID_ENGINE), then
/// beside this program.
struct Programs
{
  QString commandLine; ///< limpid-cli: worker process and estimators
  QString engine;      ///< limpid-engine: the preference, so that a GPU build can be chosen
};

/// Path of limpid-cli; may name a file that isn't there, QProcess then says so.
QString commandLineProgram(const Programs& programs);

} // namespace limpid::viewmodels
