#pragma once

#include "ui/viewmodels/kind_content.h"
#include "ui/viewmodels/worker_client.h"

#include <QAbstractTableModel>
#include <QHash>

#include <optional>
#include <vector>

namespace limpid::viewmodels {

/// The images of a kind as a table: what is known of each image's quality, in words and units.
class ImageTableModel final : public QAbstractTableModel
{
  Q_OBJECT

public:
  /// Columns before those of the rated components.
  enum Column { ImageColumn, SeriesColumn, SliceColumn, NoiseColumn, SourceColumn, FixedColumns };
  enum Role {
    ThumbnailRole = Qt::UserRole + 1, ///< path of a PNG, empty while there is none
    SortRole,                         ///< a number, or text; unrated sorts last
    UnratedRole,                      ///< true where nobody has said anything
    ValueRole                         ///< the number itself, invalid when unrated
  };

  explicit ImageTableModel(WorkerClient& worker, QObject* parent = nullptr);

  void setContent(KindContent content);
  const KindContent& content() const { return m_content; }
  const RatedImage& image(int row) const { return m_content.images[static_cast<std::size_t>(row)]; }
  /// Shows the value at once; storing is the view-model's business. Nothing clears it.
  void setValue(const std::vector<int>& rows, const std::string& component,
                const std::optional<risk::Rating>& rating);
  /// The same for a remark on each row's image; the one of the same kind, component and author
  /// goes.
  void setRemark(const std::vector<int>& rows, const risk::RemarkChange& change);
  /// Asks the worker for thumbnails of what is visible, the first row first, and takes back what is
  /// visible no more.
  void wantThumbnails(const std::vector<int>& rows);
  QString thumbnail(int row) const { return m_worker.thumbnail(image(row).record.key); }
  /// Why an image has none.
  QString thumbnailReason(int row) const { return m_worker.reason(image(row).record.key); }
  /// "18 HU", "slight", "not rated".
  QString valueText(const risk::Component& component, const risk::QualityVector& quality) const;
  /// "repeats", "spectrum": what an estimator of that id goes by, in one word.
  static QString estimatorWord(const std::string& source);
  /// Where a value comes from: "measured (repeats)", "table", "inherited from series".
  static QString sourceText(const risk::Rating& rating);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
  const risk::Component* componentOf(int column) const;
  QVariant textOf(const RatedImage& image, int column) const;
  QVariant sortValueOf(const RatedImage& image, int column) const;
  void thumbnailArrived(const QString& uid, int frame);

  WorkerClient& m_worker;
  KindContent m_content;
  std::vector<std::size_t> m_rated;     // indices into the schema of what isn't noise
  std::optional<std::size_t> m_noise;   // index of the measured component
  QHash<QString, int> m_rowOfImage;     // by uid and frame
  std::vector<study::ImageKey> m_asked; // thumbnails that nobody else had asked for
};

} // namespace limpid::viewmodels
