#pragma once

#include "ui/viewmodels/quality_view_model.h"

#include <QWidget>

namespace limpid::rendering {
class ImageView;
}

namespace limpid::pages {

/// The image that the Quality page shows: the last of the selection, or why it can't be shown.
class QualityViewer final : public QWidget
{
  Q_OBJECT

public:
  explicit QualityViewer(viewmodels::QualityViewModel& quality, QWidget* parent = nullptr);

  rendering::ImageView& view() const { return *m_view; }

Q_SIGNALS:
  void stepRequested(int steps); ///< another image of the sheet; positive = next
  void maximiseRequested();      ///< to the page's whole width, or back
  void closeRequested();         ///< Esc: back to the sheet

protected:
  void keyPressEvent(QKeyEvent* event) override;

private:
  void showImage();

  viewmodels::QualityViewModel& m_quality;
  rendering::ImageView* m_view = nullptr;
};

} // namespace limpid::pages
