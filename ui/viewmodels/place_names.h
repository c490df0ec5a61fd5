#pragma once

#include "core/base/result.h"
#include "core/risk/ratings.h"
#include "core/study/project.h"

#include <QString>

#include <map>
#include <string>

namespace limpid::viewmodels {

/// How people find a place again: "P007 · slice 21", with the series' number where a patient has
/// several. Pseudonyms only.
class PlaceNames
{
public:
  /// Of everything in the library.
  static Result<PlaceNames> read(study::Project& project);

  /// The end of the UID for what the library doesn't hold.
  QString of(const risk::Target& target) const;

private:
  struct Image
  {
    std::string seriesUid;
    int number = 0;
    int frames = 1;
  };

  std::map<std::string, QString> m_series;
  std::map<std::string, QString> m_studies;
  std::map<std::string, Image> m_images;
};

} // namespace limpid::viewmodels
