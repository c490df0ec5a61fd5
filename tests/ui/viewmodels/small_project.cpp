#include "tests/ui/viewmodels/small_project.h"

#include "core/export/demo_study.h"
#include "core/risk/table_import.h"
#include "core/study/library.h"
#include "core/study/scan.h"
#include "ui/viewmodels/paths.h"

#include <stdexcept>

namespace limpid::support {

using viewmodels::toPath;
using viewmodels::toQString;

namespace {

template<typename T>
T require(Result<T> result)
{
  if (!result)
    throw std::runtime_error(result.error().message);
  return std::move(*result);
}

} // namespace

SmallProject::SmallProject(int patients, int slices, int size)
    : m_settings(toQString(m_folder / "settings.ini"), QSettings::IniFormat)
{
  jobs::JobContext context;
  exporting::DemoRequest request;
  request.folder = m_folder / "study";
  request.patients = patients;
  request.slicesPerPatient = slices;
  request.size = size;
  require(exporting::writeDemoStudy(request, context));
  require(study::Project::create(m_folder / "project"));
}

QString SmallProject::project() const
{
  return toQString(m_folder / "project");
}

QString SmallProject::study() const
{
  return toQString(m_folder / "study");
}

QString SmallProject::risks() const
{
  return toQString(m_folder / "study" / "risks.csv");
}

QString SmallProject::filledProject() const
{
  auto opened = require(study::Project::open(m_folder / "project"));
  jobs::JobContext context;
  require(study::scan(opened, {m_folder / "study"}, context));
  risk::TableImport table;
  table.table = toPath(risks());
  require(risk::importTable(opened, table));
  return project();
}

viewmodels::Programs SmallProject::noPrograms()
{
  return {QStringLiteral("/nowhere/limpid-cli"), QStringLiteral("/nowhere/limpid-engine")};
}

QString kindOf(const QString& project)
{
  auto opened = require(study::Project::open(toPath(project)));
  const auto kinds = require(study::listKinds(opened));
  return kinds.empty() ? QString() : QString::fromStdString(kinds.front().id);
}

} // namespace limpid::support
