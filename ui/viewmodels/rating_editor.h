#pragma once

#include "core/risk/edit.h"
#include "ui/viewmodels/batch_preview.h"
#include "ui/viewmodels/quality_view_model.h"

#include <QObject>
#include <QString>

#include <optional>
#include <vector>

namespace limpid::viewmodels {

/// What the editor shows of one component for the selected images.
struct ComponentState
{
  std::optional<double> value; ///< nothing: unrated, or they differ
  bool differs = false;
  QString word;   ///< "moderate", "24 HU", "not rated", "several values"
  QString origin; ///< "from series", "repeats, not reviewed"; empty: set by hand on the image
  bool isProposal = false; ///< Space makes it this image's own
  std::optional<double> confidence;
};

/// An edit that reaches several images: shown before it is stored.
struct Proposal
{
  QString component;
  std::optional<double> value;
  risk::Level level = risk::Level::Image;
  BatchPreview preview;
  QString sentence;
};

/// Editing of the quality vector of what is selected: which component the keys rate, at which level
/// values are set, what would change. Each act is one step of the history; those that reach several
/// images wait as a proposal until accept() or drop().
class RatingEditor final : public QObject
{
  Q_OBJECT

public:
  explicit RatingEditor(QualityViewModel& quality, QObject* parent = nullptr);

  const std::vector<risk::Component>& schema() const { return m_quality.schema(); }
  const risk::Component* component(const QString& id) const;
  /// The component that the keys rate: the first rated one, until another is focused.
  QString focused() const;
  risk::Level level() const { return m_level; }
  bool anySelected() const { return !m_quality.selection().empty(); }
  ComponentState stateOf(const risk::Component& component) const;
  const std::optional<Proposal>& proposal() const { return m_proposal; }
  QString comment() const;
  bool isLater() const;
  int laterCount() const;
  /// Images of the kind that have no value of the focused component, without those left out.
  int unratedCount() const;
  /// The focused component and its value in words: "Motion: moderate, from series".
  QString focusedWords() const;
  /// What a person should know of the focused component, for example that it changes nothing yet.
  QString hint() const;

  /// The digit that sets a step: its own value where all values are digits, else its place from 1.
  static std::optional<int> keyOf(const risk::Component& component, std::size_t step);
  static std::optional<std::size_t> stepOfKey(const risk::Component& component, int digit);

public Q_SLOTS:
  void focus(const QString& component);
  void focusNext(int places);
  void setLevel(limpid::risk::Level level);
  /// Sets the focused component's step of that key; a digit that no step has does nothing.
  void pressDigit(int digit);
  /// Sets a value, or with nothing clears it; at once for one image, else as a proposal.
  void setValue(const QString& component, std::optional<double> value);
  void clear(); ///< the focused component
  /// Stores the proposal; without one makes an inherited value the image's own and marks a measured
  /// one as reviewed. Then goes on to the next image without a value.
  void accept();
  void drop(); ///< the proposal
  void setConfidence(const QString& component, std::optional<double> confidence);
  void setComment(const QString& text);
  void toggleLater();
  /// The rated components of the image before this one in the order shown.
  void copyFromPrevious();
  void goToNextUnrated();
  void goToNextLater();
  void step(int places); ///< to another image, in the order shown

Q_SIGNALS:
  void changed();

private:
  void propose(const QString& component, std::optional<double> value);
  void store(const Proposal& proposal);
  void acceptShown();
  risk::Edit editOf(const Proposal& proposal) const;
  void addLaterDone(risk::Edit& edit, const std::vector<int>& rows) const;
  template<typename Matches>
  bool goToNext(Matches matches);
  QString originOf(const risk::Component& component, const risk::Rating& rating,
                   const RatedImage& image) const;
  const RatedImage* shown() const; ///< the last of the selection
  void remark(risk::RemarkKind kind, const std::string& component,
              const std::optional<std::string>& text);

  QualityViewModel& m_quality;
  QString m_focused; // may name a component that is gone
  risk::Level m_level = risk::Level::Image;
  std::optional<Proposal> m_proposal;
};

} // namespace limpid::viewmodels
