#include "samples/desktop/editor.hpp"

#include <QCloseEvent>
#include <QFile>
#include <QFileDialog>
#include <QSaveFile>
#include <QToolBar>
#include <QVBoxLayout>

namespace notes_desktop {

using gracegate::Operation;

Editor::Editor(const gracegate::Gate& gate, std::string account, gracegate::Viewer viewer, QString file)
    : gate_(gate),
      account_(std::move(account)),
      file_(std::move(file)),
      banner_(gate, account_, std::move(viewer)) {
  auto* page = new QWidget;  // the window's from setCentralWidget() on
  QVBoxLayout* layout = new QVBoxLayout(page);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(&banner_);
  layout->addWidget(&word_);
  layout->addWidget(&note_);
  setCentralWidget(page);
  setWindowTitle(file_);
  resize(900, 640);
  word_.setTextFormat(Qt::PlainText);
  word_.setWordWrap(true);
  word_.setMargin(12);
  fill_tool_bar();
  load();
  note_.setFocus();
  connect(&banner_, &gracegate::BannerWidget::mode_changed, this, [this] { follow_mode(); });
  follow_mode();
}

// Save can be pressed in every mode: it answers, where a command that is greyed out would not.
void Editor::fill_tool_bar() {
  QToolBar* bar = addToolBar(tr("Note"));
  bar->setMovable(false);
  QAction* saving = bar->addAction(tr("Save"), this, [this] { save(); });
  saving->setShortcut(QKeySequence::Save);
  bar->addAction(tr("Export a copy…"), this, [this] { ask_and_export(); });
}

void Editor::load() {
  const bool has_draft = QFile::exists(draft());
  QFile file(has_draft ? draft() : file_);
  if (file.open(QIODevice::ReadOnly)) note_.setPlainText(QString::fromUtf8(file.readAll()));
  note_.document()->setModified(has_draft);
}

bool Editor::save() {
  // Asked at this moment: the mode may have changed since the window was opened.
  if (!gate_.allows(account_, Operation::write)) {
    say(
        tr("Not saved: notes cannot be changed for now, for the reason above. Nothing is lost: what you "
           "typed stays "
           "here, and is kept as a draft when you close the window. You can export a copy at any time."));
    return false;
  }
  if (!write(file_)) return false;
  note_.document()->setModified(false);
  QFile::remove(draft());
  say({});
  return true;
}

bool Editor::export_to(const QString& file) {
  return gate_.allows(account_, Operation::export_data) && write(file);
}

void Editor::ask_and_export() {
  const QString file = QFileDialog::getSaveFileName(this, tr("Export a copy"), file_ + tr(" copy.txt"));
  if (!file.isEmpty()) export_to(file);
}

bool Editor::write(const QString& name) {
  QSaveFile file(name);
  const QByteArray text = note_.toPlainText().toUtf8();
  if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit()) return true;
  say(tr("Not written: %1: %2").arg(name, file.errorString()));
  return false;
}

// What was said of saving may not be true any more.
void Editor::follow_mode() {
  const bool is_readable = gate_.allows(account_, Operation::read);
  note_.setVisible(is_readable);
  say(is_readable
          ? QString()
          : tr("Your note is safe, and is shown again as soon as this is settled. You can export a copy."));
}

void Editor::say(const QString& text) {
  word_.setText(text);
  word_.setVisible(!text.isEmpty());
}

void Editor::closeEvent(QCloseEvent* event) {
  if (note_.document()->isModified() && !write(draft())) return event->ignore();
  QMainWindow::closeEvent(event);
}

}  // namespace notes_desktop
