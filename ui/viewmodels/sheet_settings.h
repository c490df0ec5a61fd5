#pragma once

#include "ui/viewmodels/sheet_view_model.h"

#include <QObject>
#include <QSettings>
#include <QString>

namespace limpid::viewmodels {

/// Remembers for each project how its images are looked at: colour, order, groups, filters and the
/// size of the thumbnails, but not what was searched. What is remembered of a project is asked for
/// again when it is opened; what was never said is as at first.
class SheetSettings final : public QObject
{
  Q_OBJECT

public:
  /// `settings` outlives this.
  SheetSettings(QSettings& settings, QualityViewModel& quality, SheetViewModel& sheet,
                QObject* parent = nullptr);

  static constexpr int usualTileEdge = 96;

  /// Of the project that is open, in pixels.
  int tileEdge() const;

public Q_SLOTS:
  void setTileEdge(int pixels);

Q_SIGNALS:
  void opened(); ///< another project: its tileEdge() counts

private:
  void follow();
  SheetQuery stored() const;
  void store(const SheetQuery& query);
  QVariant value(const char* name) const;
  void setValue(const char* name, const QVariant& value);

  QSettings& m_settings;
  QualityViewModel& m_quality;
  SheetViewModel& m_sheet;
  QString m_project; // whose query the sheet has
  SheetQuery m_stored;
  bool m_opening = false; // the query's change is our own
};

} // namespace limpid::viewmodels
