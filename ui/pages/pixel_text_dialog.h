#pragma once

#include "ui/viewmodels/pixel_text_view_model.h"

#include <QDialog>

#include <memory>

class QLabel;
class QPushButton;

namespace limpid::pages {

class CoverPicture;

/// Shows the images whose pixels may name a patient, one after another: text that names nobody is
/// confirmed, text that may name somebody is covered with rectangles, the others stay out of
/// training.
class PixelTextDialog final : public QDialog
{
  Q_OBJECT

public:
  explicit PixelTextDialog(std::unique_ptr<viewmodels::PixelTextViewModel> text,
                           QWidget* parent = nullptr);
  ~PixelTextDialog() override;

private:
  QWidget* buildButtons();
  void showState();
  void showButtons();
  QString sentence() const;

  std::unique_ptr<viewmodels::PixelTextViewModel> m_text;
  QLabel* m_sentence = nullptr;
  CoverPicture* m_picture = nullptr;
  QPushButton* m_confirm = nullptr;
  QPushButton* m_skip = nullptr;
  QPushButton* m_clear = nullptr;
  QPushButton* m_cover = nullptr;
};

} // namespace limpid::pages
