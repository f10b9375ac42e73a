// What stands in the banner, and where: the structure of the web banner (sdk/web/banner.js), of the same
// model.
#ifndef GRACEGATE_QT_CONTENT_HPP
#define GRACEGATE_QT_CONTENT_HPP

#include <QJsonArray>
#include <QJsonObject>
#include <functional>
#include <memory>
#include <vector>

#include "gracegate/banner.hpp"
#include "qt/column.hpp"
#include "qt/link.hpp"
#include "qt/words.hpp"

namespace gracegate::qt {

// A resource. Threads: that of the QApplication.
class Content {
 public:
  // `choose` is called when somebody presses a way. `banner` must outlive it.
  Content(QWidget& banner, std::function<void(const Way&)> choose);

  // `model`: "banner" of banner_json(), which lets no text change its meaning and no link lead anywhere but
  // to the web.
  void show(const QJsonObject& model, const Look& look);
  const Look& look() const { return look_; }

  // Height that it takes at a width.
  int height_for(int width) { return arrange(width, Put::measure); }
  void place(int width) { arrange(width, Put::place); }

 private:
  // Taken away while it is being pressed, perhaps.
  struct Later {
    void operator()(QWidget* one) const;
  };
  using Links = std::vector<std::unique_ptr<Link, Later>>;
  using Paragraphs = std::vector<std::unique_ptr<Words, Later>>;

  void show_ways(const QJsonArray& ways);
  void show_contact(const QString& text, const QJsonArray& ways);
  void show_link(Links& links, std::size_t at, Link::Shape shape, const QString& label,
                 std::function<void()> act);
  void show_contact_text(std::size_t at, const QString& text);
  void order_focus();

  int arrange(int width, Put put);
  int arrange_narrow(Column column);
  int arrange_wide(Column column);
  void add_main(Column& column);
  void add_rest(Column& column);
  void add_links(Column& column, const std::vector<QWidget*>& links, Fill fill);
  void add_stack(Column& column, const Links& links);
  int ems(double count) const;
  void fold(bool is_wide);

  QWidget& banner_;
  const std::function<void(const Way&)> choose_;
  Look look_;
  Title title_;
  Words deadline_, owed_, more_, message_, text_;
  Link summary_;
  Links first_ways_, other_ways_, contact_links_;
  Paragraphs contact_texts_;  // the one before each link; at last the one after all
};

}  // namespace gracegate::qt

#endif
