#pragma once

#include "core/base/result.h"
#include "core/preparation/sentences.h"
#include "core/study/library.h"

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace limpid::study {
class Project;
}

namespace limpid::preparation {

/// From this standardised difference on two groups are called out of balance (Austin, Stat. Med.
/// 2009, has .1 as the first sign and .2 to .25 as the common limit).
inline constexpr double balanceLimit = 0.25;

/// Who and what stands behind one image.
struct ImageOrigin
{
  std::string patient;                       ///< pseudonym
  std::map<std::string, std::string> traits; ///< by key; empty or missing: not known
};

/// The keys of traits, in the order in which they are shown: sex, age, scanner, site, sequence,
/// label.
const std::vector<std::string>& traitKeys();

/// Sex, age band, scanner, site and kernel or sequence of a series. The site is the institution's
/// name: whoTeaches() puts numbers in its place.
ImageOrigin originOf(const study::SeriesRecord& series, const std::string& patient);

/// The images of one group, and those of them that teach fine detail.
struct TeachingGroup
{
  std::string value; ///< "F", "40–59", "Site 2"; empty: not known
  int images = 0;
  int patients = 0;
  int teachingImages = 0;
  int teachingPatients = 0;
  /// Of its share among the images that teach and among all, over the root of the mean variance;
  /// 0 when none teaches.
  double difference = 0.0;
};

struct TeachingTable
{
  std::string key;
  std::vector<TeachingGroup> groups; ///< largest first, the unknown ones last
  double largestDifference = 0.0;    ///< absolute
  bool balanced() const { return largestDifference <= balanceLimit; }
};

/// Compares the images that teach fine detail (threshold at most .06 of v/u) with all,
/// one table per trait that is known of some image. Where the two differ, what is generated has the
/// details of those who teach them. One threshold (v/u from which on the image teaches) per origin.
std::vector<TeachingTable> whoTeaches(std::span<const ImageOrigin> origins,
                                      std::span<const double> thresholds);

/// The same for the training images of a frozen data set, which holds no traits: the project's
/// library does. NotFound when none of its images is in the library any more.
Result<std::vector<TeachingTable>> whoTeaches(study::Project& project,
                                              const std::filesystem::path& dataset, double buffer);

/// "Fine detail is taught by 61 images, 58 of them from scanner B. …" for each table that is out of
/// balance.
std::vector<Sentence> balanceSentences(const std::vector<TeachingTable>& tables);

} // namespace limpid::preparation
