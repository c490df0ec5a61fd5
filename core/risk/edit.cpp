#include "core/risk/edit.h"

#include "core/risk/rating_database.h"
#include "core/risk/remark_history.h"
#include "core/risk/schema_history.h"
#include "core/risk/schema_table.h"

#include <fmt/format.h>

namespace limpid::risk {
namespace {

Result<void> checkChanges(const std::vector<Component>& schema,
                          const std::vector<RatingChange>& changes)
{
  for (const RatingChange& change : changes) {
    if (change.target.uid.empty())
      return failure(ErrorCode::BadInput,
                     fmt::format("A value of {} names no image.", change.component));
    const Result<Component> component = findComponent(schema, change.component);
    if (!component && change.value)
      return failure(component.error());
    if (!change.value)
      continue;
    if (Result<void> checked = checkValue(*component, *change.value); !checked)
      return checked;
  }
  return {};
}

/// A value can be cleared that only the former schema knows: that is how a component goes.
Result<void> checkCleared(const std::vector<Component>& before,
                          const std::vector<RatingChange>& changes)
{
  for (const RatingChange& change : changes)
    if (!change.value)
      if (const Result<Component> known = findComponent(before, change.component); !known)
        return failure(known.error());
  return {};
}

Result<void> checkEdit(const std::vector<Component>& before, const std::vector<Component>& after,
                       const Edit& edit)
{
  if (edit.schema)
    if (Result<void> checked = checkSchema(after); !checked)
      return checked;
  if (Result<void> checked = checkChanges(after, edit.values); !checked)
    return checked;
  if (Result<void> checked = checkCleared(before, edit.values); !checked)
    return checked;
  for (const RemarkChange& change : edit.remarks)
    if (Result<void> checked = checkRemark(change); !checked)
      return checked;
  return {};
}

std::string authorOf(const Edit& edit)
{
  if (edit.author)
    return *edit.author;
  std::set<std::string> names;
  for (const RatingChange& change : edit.values)
    names.insert(change.author);
  for (const RemarkChange& change : edit.remarks)
    names.insert(change.author);
  names.erase(""); // what is nobody's own
  return names.size() == 1 ? *names.begin() : std::string();
}

} // namespace

Result<void> store(study::Project& project, const Edit& edit)
{
  return withRatings(project, [&edit](SQLite::Database& database) -> Result<void> {
    DurableTransaction transaction(database);
    const std::vector<Component> before = readSchema(database);
    const std::vector<Component>& after = edit.schema ? *edit.schema : before;
    if (Result<void> checked = checkEdit(before, after, edit); !checked)
      return checked;
    const std::string author = authorOf(edit);
    BatchWriter batch(database, Act::Edit, author);
    for (const RatingChange& change : edit.values)
      writeValue(database, batch, change.target, change.component,
                 {change.value, change.source, change.author, batch.madeAt(), change.adjudicated,
                  change.seconds});
    for (const RemarkChange& change : edit.remarks)
      writeRemark(database, batch, change, batch.madeAt());
    if (edit.schema) {
      if (Result<void> fits = checkStoredValues(database, before, after, edit.turned); !fits)
        return fits; // the transaction goes back
      writeSchema(database, batch, schemaDocument(after), author);
    }
    transaction.commit();
    return {};
  });
}

} // namespace limpid::risk
