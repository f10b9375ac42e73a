#include "gracegate/gate.hpp"

#include <exception>
#include <utility>

#include "client/config_check.hpp"
#include "client/engine.hpp"
#include "client/gate_impl.hpp"

namespace gracegate {

Gate::Impl::~Impl() {
  // After a fork there is no thread to wait for, and its locks may be held for ever: leave it all as it is.
  if (engine && engine->is_in_child()) {
    (void)thread.release();
  } else if (pump) {
    engine->stop();
    engine->close();
  }
}

Result<Gate> Gate::open(Config config) {
  try {
    auto checked = check_config(config);
    if (!checked) return checked.error();
    const bool has_thread = config.has_own_thread;
    auto impl = std::make_unique<Impl>();
    impl->engine = Engine::open(std::move(config), std::move(*checked));
    if (has_thread) {
      impl->thread = std::make_unique<GateThread>(impl->engine);
    } else {
      impl->pump = std::make_shared<Pump>(impl->engine);
    }
    return Gate(std::move(impl));
  } catch (const std::exception& fault) {
    return Error{
        ErrorCode::unavailable, std::string("no memory or no thread for the gate: ") + fault.what(), {}};
  }
}

Gate::Gate(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Gate::Gate(Gate&&) noexcept = default;
Gate& Gate::operator=(Gate&&) noexcept = default;
Gate::~Gate() = default;

std::chrono::milliseconds Gate::poll(std::chrono::milliseconds at_most) {
  const auto pump = impl_ ? impl_->pump : nullptr;  // a callback may destroy the gate
  const bool is_ours = pump && !impl_->engine->is_in_child();
  return is_ours ? pump->turn(at_most) : Engine::kNoLimit;
}

Standing Gate::standing(std::string_view account) const noexcept {
  return impl_ ? impl_->engine->standing(account) : Standing();
}

bool Gate::allows(std::string_view account, Operation operation) const noexcept {
  return !impl_ || impl_->engine->allows(account, operation);
}

Decision Gate::decide(std::string_view account, Operation operation) const noexcept {
  if (impl_) return impl_->engine->decide(account, operation);
  Decision decision;
  decision.operation = operation;
  return decision;
}

std::shared_ptr<const Notice> Gate::notice(std::string_view account) const {
  return impl_ ? impl_->engine->notice(account) : nullptr;
}

std::optional<Banner> Gate::banner(std::string_view account, const Viewer& viewer) const {
  return impl_ ? impl_->engine->banner(account, viewer) : std::nullopt;
}

void Gate::sighted(std::string_view account, std::string_view case_id) const noexcept {
  if (impl_) impl_->engine->sighted(account, case_id);
}

Result<Notice> Gate::take_notice(std::string_view text) {
  if (!impl_) return Error{ErrorCode::conflict, "this gate was moved away", {}};
  auto taken = impl_->engine->take_notice(text);
  if (taken && impl_->thread) impl_->thread->wake();
  return taken;
}

Result<std::string> Gate::ask_help(const HelpRequest& request) const {
  if (!impl_) return Error{ErrorCode::unavailable, "this gate was moved away", {}};
  auto id = impl_->engine->ask_help(request);
  if (id && impl_->thread) impl_->thread->wake();
  return id;
}

HelpStatus Gate::help_status(const std::string& id, std::chrono::milliseconds at_most) const noexcept {
  return impl_ ? impl_->engine->help_status(id, at_most) : HelpStatus{};
}

TimePoint Gate::now() const noexcept { return impl_ ? impl_->engine->now() : TimePoint(); }

GateHealth Gate::health() const { return impl_ ? impl_->engine->health() : GateHealth(); }

}  // namespace gracegate
