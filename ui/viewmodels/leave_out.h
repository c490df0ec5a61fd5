#pragma once

#include "core/study/library.h"
#include "ui/viewmodels/quality_view_model.h"

#include <QObject>
#include <QProcess>
#include <QString>

#include <set>
#include <vector>

namespace limpid::viewmodels {

/// Which images stay out of data sets. Once per kind of image it has the command line look for
/// slices of air at the ends of series, and proposes to leave those out.
class LeaveOut final : public QObject
{
  Q_OBJECT

public:
  explicit LeaveOut(QualityViewModel& quality, QObject* parent = nullptr);
  ~LeaveOut() override;

  /// Looks for empty ends, unless it was done for this kind; call it when the page is seen.
  void look();
  bool isLooking() const { return m_process.state() != QProcess::NotRunning; }
  int proposed() const { return static_cast<int>(m_proposed.size()); }
  int leftOut() const;
  /// "3 slices at the ends of 2 series show only air.", "3 slices are left out of data sets.", or
  /// nothing to say.
  QString sentence() const;

public Q_SLOTS:
  void acceptProposal();
  void declineProposal();
  /// Rows of the images; one step of the history.
  void setLeftOut(const std::vector<int>& rows, bool leftOut);

Q_SIGNALS:
  void changed();

private:
  void takeAnswer();
  void forgetWhatIsOut();
  void store(const std::vector<study::ImageKey>& images, bool leftOut, const char* reason);

  QualityViewModel& m_quality;
  QProcess m_process;
  QString m_lookedAt; // project and kind
  std::vector<study::ImageKey> m_proposed;
};

} // namespace limpid::viewmodels
