// What is behind a Gate.
#ifndef GRACEGATE_CLIENT_GATE_IMPL_HPP
#define GRACEGATE_CLIENT_GATE_IMPL_HPP

#include <memory>
#include <utility>

#include "client/engine.hpp"
#include "client/gate_thread.hpp"
#include "gracegate/gate.hpp"

namespace gracegate {

class Gate::Impl {
 public:
  Impl() = default;
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  std::shared_ptr<Engine> engine;
  std::shared_ptr<Pump> pump;          // in pump mode; a turn under way holds it too
  std::unique_ptr<GateThread> thread;  // otherwise; goes first
};

struct GateAccess {
  // A gate that asks nobody.
  static Gate without_thread(std::shared_ptr<Engine> engine) {
    auto impl = std::make_unique<Gate::Impl>();
    impl->engine = std::move(engine);
    return Gate(std::move(impl));
  }
};

}  // namespace gracegate

#endif
