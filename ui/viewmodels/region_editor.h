#pragma once

#include "core/imaging/image.h"
#include "core/risk/region_painting.h"
#include "core/risk/schema.h"
#include "ui/viewmodels/background_jobs.h"

#include <QObject>
#include <QString>

#include <optional>
#include <vector>

namespace limpid::viewmodels {

/// Regional risk of the image that is looked at: a component's map, painted on its grid. Each
/// stroke, polygon or threshold is on disk at once and one step of the history.
class RegionEditor final : public QObject
{
  Q_OBJECT

public:
  enum class Tool { None, Brush, Eraser, Polygon, Threshold };
  Q_ENUM(Tool)

  /// Stores and reads in `stores`, in their order with all other edits, so that an undo never
  /// overtakes a stroke. Must outlive this.
  explicit RegionEditor(BackgroundJobs& stores, QObject* parent = nullptr);

  void setProject(const QString& folder);
  /// Off, as it is at first, nothing is read or painted: looking through a series costs nothing.
  void setActive(bool active);
  void setAuthor(const QString& author) { m_author = author; }
  /// The image that is looked at; without one there is nothing to paint on.
  void setImage(const std::optional<study::ImageKey>& key, const imaging::Image& image);
  void setComponent(const std::optional<risk::Component>& component);
  /// Reads the map again: another hand may have changed it (undo, import).
  void reload();

  Tool tool() const { return m_tool; }
  void setTool(Tool tool);
  double diameter() const { return m_diameter; } ///< pixels of the image
  void setDiameter(double pixels);
  double value() const { return m_value; } ///< in the component's unit or a step of its scale
  void setValue(double value);

  const std::optional<risk::Component>& component() const { return m_component; }
  const risk::RegionalMap& map() const { return m_map; }
  bool hasMap() const { return !m_map.values.empty() && !risk::ratesNothing(m_map); }
  /// Corners of the polygon that is being drawn.
  const std::vector<risk::ImagePoint>& polygon() const { return m_polygon; }
  bool canPaint() const { return m_active && m_key && m_component && !m_image.pixels.empty(); }

  // What the mouse does in the view, by the tool.
  void press(const risk::ImagePoint& at);
  void move(const risk::ImagePoint& at);
  void release(const risk::ImagePoint& at);
  void closePolygon();
  void cancelPolygon();
  /// Stores the stroke under way as far as it has come.
  void endStroke();
  /// Gives the value to all pixels within these bounds, in the image's unit.
  void paintThreshold(double low, double high);
  /// What paintThreshold() would mark, without keeping it.
  risk::RegionalMap thresholdPreview(double low, double high) const;
  void clear();

  QString error() const { return m_error; }
  bool busy() const { return m_jobs.busy(); }
  void finish() { m_jobs.finish(); } ///< blocks until all is stored and read: for tests

Q_SIGNALS:
  void mapChanged();
  void toolChanged();
  void polygonChanged();
  void stored(); ///< what is planned from it is out of date
  void failed();

private:
  void paint(const risk::ImagePoint& from, const risk::ImagePoint& to);
  void awaitMap();
  void store();
  void startAnew();
  float paintedValue() const;
  void chooseWorstValue();

  QString m_project;
  QString m_author;
  QString m_error;
  std::optional<study::ImageKey> m_key;
  imaging::Image m_image;
  std::optional<risk::Component> m_component;
  risk::RegionalMap m_map;
  std::vector<risk::ImagePoint> m_polygon;
  bool m_active = false;
  bool m_reading = false; ///< what is stored of the image isn't in `m_map` yet
  Tool m_tool = Tool::None;
  double m_diameter = 12.0;
  double m_value = 1.0;
  std::optional<risk::ImagePoint> m_last; ///< of the stroke under way
  int m_edition = 0;                      ///< rises with what is painted or looked at
  BackgroundJobs& m_jobs;
};

} // namespace limpid::viewmodels
