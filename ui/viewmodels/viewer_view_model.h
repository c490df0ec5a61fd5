#pragma once

#include "core/imaging/volume.h"
#include "ui/viewmodels/quality_view_model.h"
#include "ui/viewmodels/region_editor.h"
#include "ui/viewmodels/slice_cache.h"
#include "ui/viewmodels/viewer_jobs.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace limpid::viewmodels {

/// What the second view shows beside the image.
/// Resampled: the image itself as small as it would train.
enum class Companion { None, Previous, Next, Repeat, Resampled };

/// What the viewer shows: the series of the selected image, slice by slice, with a companion, a map
/// of its noise, and its volume where it is one. Follows the selection of the Quality page; what
/// is scrolled to is announced by shown(), and shown here at once.
class ViewerViewModel final : public QObject
{
  Q_OBJECT

public:
  explicit ViewerViewModel(QualityViewModel& quality, QObject* parent = nullptr);

  RegionEditor& regions() { return m_regions; }

  /// Slices of the series; 0 while nothing is selected.
  int count() const { return static_cast<int>(m_rows.size()); }
  int index() const { return m_index; } ///< −1: none
  void scroll(int steps);
  void goTo(int index);
  void announce(); ///< shown() for the slice that is looked at

  /// Of the slice that is looked at, null while it isn't read.
  const imaging::Image* image() const { return m_slices.image(m_index); }
  int slicesRead() const { return m_slices.slicesRead(); } ///< that are in memory
  QString reason() const;                                  ///< why there is none
  const RatedImage* rated() const;
  const study::SeriesRecord* series() const;
  QString unit() const;

  void setCompanion(Companion companion);
  /// Longer side of the resampled image, in pixels.
  void setResampledEdge(int pixels);
  int resampledEdge() const { return m_resampledEdge; }
  Companion companion() const { return m_companion; }
  const imaging::Image* companionImage() const;
  const RatedImage* companionRated() const;
  QString companionReason() const;

  void setNoiseMapWanted(bool wanted);
  bool noiseMapWanted() const { return m_noiseWanted; }
  /// Of the image that is looked at; nothing while it isn't measured.
  const std::optional<NoiseMap>& noiseMap() const { return m_noise; }
  QString noiseMapReason() const { return m_noiseReason; }

  /// Reads the series as a volume; volumeChanged() tells the end. Refused for synthetic samples and
  /// for slices that make none.
  void readVolume();
  void forgetVolume();
  const std::shared_ptr<const imaging::Volume>& volume() const { return m_volume; }
  QString volumeReason() const { return m_volumeReason; }
  bool readingVolume() const { return m_readingVolume; }
  /// The place of the slice that is looked at in the volume, and the slice of a place.
  imaging::Voxel voxelOfSlice() const;
  int sliceOfVoxel(const imaging::Voxel& voxel) const;

  /// Keeps on record that a picture of the image was written.
  void recordPicture(const QString& file, const RatedImage& rated);

  bool busy() const;
  void finish(); ///< blocks until nothing is under way: for tests

Q_SIGNALS:
  void imageChanged();  ///< another slice, or its pixels have come
  void seriesChanged(); ///< another series: before imageChanged()
  void companionChanged();
  void noiseMapChanged();
  void volumeChanged();
  void recordFailed(const QString& reason); ///< of recordPicture()
  void shown(int row);                      ///< of QualityViewModel::images(), by scrolling here

private:
  void followContent();
  void followSelection();
  void clear();
  void takeSeries(int row);
  void showSlice(int index);
  void sliceArrived(int index);
  void findRepeat();
  void resample();
  void showCompanion();
  void measureNoiseMap();
  std::vector<study::ImageRecord> recordsOf(const std::vector<int>& rows) const;

  QualityViewModel& m_quality;
  RegionEditor m_regions;
  SliceCache m_slices;
  SliceCache m_others;     ///< repeats, which may lie in other series
  std::vector<int> m_rows; ///< of the series, in images()
  int m_index = -1;
  Companion m_companion = Companion::None;
  int m_otherRow = -1; ///< that the others hold: a repeat
  QString m_repeatReason;
  int m_resampledEdge = 128;
  std::optional<imaging::Image> m_resampled;
  bool m_noiseWanted = false;
  std::optional<NoiseMap> m_noise;
  QString m_noiseReason;
  std::shared_ptr<const imaging::Volume> m_volume;
  QString m_volumeReason;
  bool m_readingVolume = false;
  int m_request = 0; ///< rises with each slice: answers to earlier ones are dropped
  int m_seriesRequest = 0;
  BackgroundJobs m_noiseJobs;
  BackgroundJobs m_repeatJobs;
  BackgroundJobs m_volumeJobs;
  BackgroundJobs m_recordJobs;
};

} // namespace limpid::viewmodels
