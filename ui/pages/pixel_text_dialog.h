#pragma once

#include "ui/viewmodels/pixel_text_view_model.h"

#include <QDialog>

#include <memory>

class QLabel;
class QPushButton;

namespace limpid::pages {

/// Shows the images whose pixels may name a patient, one after another: text that names nobody is
/// confirmed, the others stay out of training.
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
  QString sentence() const;

  std::unique_ptr<viewmodels::PixelTextViewModel> m_text;
  QLabel* m_sentence = nullptr;
  QLabel* m_picture = nullptr;
  QPushButton* m_confirm = nullptr;
  QPushButton* m_skip = nullptr;
};

} // namespace limpid::pages
