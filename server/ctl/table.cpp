#include "server/ctl/table.hpp"

#include <algorithm>

#include "core/code_points.hpp"

namespace gracegate::ctl {
namespace {

constexpr std::size_t kGap = 2;

void widen(std::vector<std::size_t>& widths, std::size_t column, const std::string& text) {
  if (column >= widths.size()) widths.resize(column + 1);
  widths[column] = std::max(widths[column], columns_of(text));
}

// One line; spaces that end it are left out.
std::string drawn_line(const Screen& screen, const std::vector<Cell>& cells,
                       const std::vector<std::size_t>& widths) {
  std::string line;
  std::size_t due = 0;  // spaces before the next cell that has text
  for (std::size_t column = 0; column < cells.size(); ++column) {
    const std::string& text = cells[column].text;
    if (!text.empty()) {
      line.append(due, ' ').append(painted(screen, cells[column].ink, text));
      due = 0;
    }
    due += widths[column] - columns_of(text) + kGap;
  }
  return line + "\n";
}

}  // namespace

std::string Table::draw(const Screen& screen) const {
  std::vector<std::size_t> widths;
  std::vector<std::vector<Cell>> lines(1);
  for (const std::string& head : heads_) lines.front().emplace_back(head, Ink::bold);
  lines.insert(lines.end(), rows_.begin(), rows_.end());
  for (auto& line : lines)
    for (std::size_t column = 0; column < line.size(); ++column) {
      line[column].text = one_line(line[column].text);
      widen(widths, column, line[column].text);
    }
  std::string out;
  for (const auto& line : lines) out += drawn_line(screen, line, widths);
  return out;
}

std::string draw_pairs(const Screen& screen, const std::vector<std::pair<std::string, Cell>>& pairs) {
  std::size_t width = 0;
  for (const auto& [name, cell] : pairs) width = std::max(width, columns_of(name));
  std::string out;
  for (const auto& [name, cell] : pairs)
    out += drawn_line(screen, {Cell(name, Ink::faint), Cell(one_line(cell.text), cell.ink)},
                      {width, 0 + columns_of(one_line(cell.text))});
  return out;
}

}  // namespace gracegate::ctl
