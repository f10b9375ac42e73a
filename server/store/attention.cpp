#include "server/cases/words.hpp"
#include "server/store/store.hpp"

namespace gracegate::server {

std::string_view to_string(Attention attention) {
  switch (attention) {
    case Attention::due:
      return "due";
    case Attention::hold:
      return "hold";
    case Attention::limited:
      return "limited";
    case Attention::unseen:
      return "unseen";
  }
  return "";
}

std::optional<Attention> attention_from(std::string_view text) { return value_of(text, Attention::unseen); }

}  // namespace gracegate::server
