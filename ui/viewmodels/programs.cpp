#include "ui/viewmodels/programs.h"

#include <QCoreApplication>
#include <QDir>

namespace limpid::viewmodels {

QString commandLineProgram(const Programs& programs)
{
  if (!programs.commandLine.isEmpty())
    return programs.commandLine;
  const QString named = qEnvironmentVariable("LIMPID_CLI");
  if (!named.isEmpty())
    return named;
  return QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("limpid-cli"));
}

} // namespace limpid::viewmodels
