#include "core/risk/left_out.h"

#include "core/risk/remarks.h"

namespace limpid::risk {

Edit leftOutEdit(const std::vector<study::ImageKey>& images, bool leaveOut,
                 const std::string& reason)
{
  Edit edit;
  edit.remarks.reserve(images.size());
  for (const study::ImageKey& image : images) {
    // Without an author: the mark is the project's, anybody may take it away.
    RemarkChange change{{Level::Image, image.uid, image.frame}, "", RemarkKind::LeftOut, {}, ""};
    if (leaveOut)
      change.text = reason;
    edit.remarks.push_back(std::move(change));
  }
  return edit;
}

Result<void> markLeftOut(study::Project& project, const std::vector<study::ImageKey>& images,
                         bool leaveOut, const std::string& reason, const std::string& author)
{
  Edit edit = leftOutEdit(images, leaveOut, reason);
  edit.author = author;
  return store(project, edit);
}

Result<std::map<study::ImageKey, std::string>> leftOutImages(study::Project& project)
{
  const Result<std::vector<Remark>> remarks = storedRemarks(project);
  if (!remarks)
    return failure(remarks.error());
  std::map<study::ImageKey, std::string> leftOut;
  for (const Remark& remark : *remarks)
    if (remark.kind == RemarkKind::LeftOut && remark.target.level == Level::Image)
      leftOut.emplace(study::ImageKey{remark.target.uid, remark.target.frame}, remark.text);
  return leftOut;
}

} // namespace limpid::risk
