#include "ui/viewmodels/place_names.h"

#include "core/study/library.h"

#include <QCoreApplication>

#include <algorithm>

namespace limpid::viewmodels {
namespace {

using namespace Qt::StringLiterals;

QString tr(const char* text)
{
  return QCoreApplication::translate("PlaceNames", text);
}

} // namespace

Result<PlaceNames> PlaceNames::read(study::Project& project)
{
  const auto series = study::listSeries(project, {});
  if (!series)
    return failure(series.error());
  PlaceNames names;
  std::map<std::string, int> seriesOf; // by patient
  for (const study::SeriesRecord& one : *series)
    ++seriesOf[one.patientKey];
  for (const study::SeriesRecord& one : *series) {
    const auto patient = project.pseudonym(one.patientKey);
    const auto images = study::listImages(project, one.uid);
    if (!patient || !images)
      return failure(!patient ? patient.error() : images.error());
    const QString name = QString::fromStdString(*patient);
    names.m_studies[one.studyUid] = name;
    names.m_series[one.uid] =
        seriesOf[one.patientKey] > 1 ? tr("%1 · series %2").arg(name).arg(one.number) : name;
    for (const study::ImageRecord& image : *images) {
      Image& known = names.m_images[image.key.uid];
      known = {one.uid, image.instanceNumber, std::max(known.frames, image.key.frame)};
    }
  }
  return names;
}

QString PlaceNames::of(const risk::Target& target) const
{
  if (const auto image = m_images.find(target.uid); image != m_images.end()) {
    const QString series = m_series.at(image->second.seriesUid);
    return image->second.frames > 1 ? tr("%1 · frame %2").arg(series).arg(target.frame)
                                    : tr("%1 · slice %2").arg(series).arg(image->second.number);
  }
  for (const auto* wider : {&m_series, &m_studies})
    if (const auto found = wider->find(target.uid); found != wider->end())
      return found->second;
  return u"…%1"_s.arg(QString::fromStdString(target.uid).right(12));
}

} // namespace limpid::viewmodels
