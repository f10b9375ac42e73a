// The window: the banner, a note, Save and Export.
#ifndef NOTES_DESKTOP_EDITOR_HPP
#define NOTES_DESKTOP_EDITOR_HPP

#include <QLabel>
#include <QMainWindow>
#include <QPlainTextEdit>
#include <QString>
#include <string>

#include "gracegate/qt.hpp"

namespace notes_desktop {

// The gate must outlive it. What was typed and could not be saved is kept beside the file, as FILE.draft,
// when the window is closed, and is there again when it is opened.
class Editor : public QMainWindow {
 public:
  Editor(const gracegate::Gate& gate, std::string account, gracegate::Viewer viewer, QString file);

  // Whether it was saved; the window says why not.
  bool save();
  // In every mode.
  bool export_to(const QString& file);

  QPlainTextEdit& note() { return note_; }
  QLabel& word() { return word_; }  // what the window says beside the banner; hidden where it says nothing
  gracegate::BannerWidget& banner() { return banner_; }

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  void fill_tool_bar();
  void load();
  void ask_and_export();
  void follow_mode();
  void say(const QString& text);
  bool write(const QString& file);
  QString draft() const { return file_ + QStringLiteral(".draft"); }

  const gracegate::Gate& gate_;
  const std::string account_;
  const QString file_;
  gracegate::BannerWidget banner_;
  QLabel word_;
  QPlainTextEdit note_;
};

}  // namespace notes_desktop

#endif
