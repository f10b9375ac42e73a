#include "server/api/renewal.hpp"

namespace gracegate::server::api {

Result<Committed> renew(App& app) {
  return app.desk.change(std::nullopt, [&](const Reader& reader) -> Result<Change> {
    const TimePoint now = app.now();
    const TimePoint horizon = now + app.notary.terms().validity / 2;
    const auto is_due = [&](const PublishedNotice& notice) {
      return notice.expires_at < horizon || (notice.over_at && *notice.over_at <= now);
    };
    Change change;
    change.help_ended_before = now - kHelpFileKept;
    if (const auto added = app.desk.add_notices(reader, now, is_due, change); !added) return added.error();
    return change;
  });
}

}  // namespace gracegate::server::api
