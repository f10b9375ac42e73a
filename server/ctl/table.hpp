// Tables for people.
#ifndef GRACEGATE_SERVER_CTL_TABLE_HPP
#define GRACEGATE_SERVER_CTL_TABLE_HPP

#include <string>
#include <vector>

#include "server/ctl/screen.hpp"

namespace gracegate::ctl {

struct Cell {
  Cell(std::string cell_text, Ink cell_ink = Ink::plain) : text(std::move(cell_text)), ink(cell_ink) {}
  Cell(const char* cell_text) : text(cell_text) {}

  std::string text;  // from anywhere: made safe when it is drawn
  Ink ink = Ink::plain;
};

// Columns are as wide as their widest cell on a terminal (East Asian characters take two columns, combining
// marks none). Lines have no spaces at their ends. A value.
class Table {
 public:
  explicit Table(std::vector<std::string> heads) : heads_(std::move(heads)) {}

  void add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }
  bool is_empty() const { return rows_.empty(); }
  std::string draw(const Screen& screen) const;

 private:
  std::vector<std::string> heads_;
  std::vector<std::vector<Cell>> rows_;
};

// Names and what they stand for, one a line.
std::string draw_pairs(const Screen& screen, const std::vector<std::pair<std::string, Cell>>& pairs);

}  // namespace gracegate::ctl

#endif
