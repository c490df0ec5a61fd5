#pragma once

#include "ui/viewmodels/archive_view_model.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace limpid::pages {

/// What is known of one archive: where it is, what it calls itself and us, how it encrypts.
class ArchiveEditDialog final : public QDialog
{
  Q_OBJECT

public:
  /// An archive without a name is a new one.
  ArchiveEditDialog(const network::Archive& archive, viewmodels::ArchiveViewModel& archives,
                    QWidget* parent = nullptr);

private:
  void buildPlace(QFormLayout& form);
  void buildTls(QFormLayout& form);
  QWidget* buildButtons();
  QLineEdit* text(QFormLayout& form, const QString& name, const QString& word,
                  const QString& value);
  void showWhatApplies();
  network::Archive entered() const;
  void save();

  viewmodels::ArchiveViewModel& m_archives;
  network::Archive m_archive;
  QLineEdit* m_name = nullptr;
  QLineEdit* m_aeTitle = nullptr;
  QLineEdit* m_host = nullptr;
  QSpinBox* m_port = nullptr;
  QLineEdit* m_ownAeTitle = nullptr;
  QComboBox* m_method = nullptr;
  QSpinBox* m_ownPort = nullptr;
  QCheckBox* m_tls = nullptr;
  QLineEdit* m_trusted = nullptr;
  QLineEdit* m_certificate = nullptr;
  QLineEdit* m_key = nullptr;
  QCheckBox* m_verify = nullptr;
  QLineEdit* m_peerName = nullptr;
  QLabel* m_problem = nullptr;
};

} // namespace limpid::pages
