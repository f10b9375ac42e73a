// Keeps the banner at the top of the page true: counts on between two answers of the server; shows, changes and
// removes it without a reload. Needs nothing that a strict policy forbids.

const STANDING = "/gracegate/standing";
const POLL_MS = 4000;
const SLOWEST_POLL_MS = 60000;
const SAID_MS = 5000;  // how long an announcement stands: later its count would be wrong
const GONE_MS = 20000;  // how long it is told that the banner is gone
const ROOT_ID = "gracegate";
const SNOOZE_COOKIE = "gracegate_snooze";  // the case that is shown as a thin line
const UNIT_SECONDS = {days: 86400, hours: 3600, minutes: 60};

// The same function as count_down() of the SDK; both are tested against tests/vectors/countdown.json.
export function countDown(left) {
  if (left <= 0) return {value: 0, unit: "minutes"};
  const unit = left > UNIT_SECONDS.days ? "days" : left > UNIT_SECONDS.hours ? "hours" : "minutes";
  return {value: Math.ceil(left / UNIT_SECONDS[unit]), unit};
}

// After how many seconds countDown() gives another value; Infinity once nothing is left.
export function untilNextCount(left) {
  if (left <= 0) return Infinity;
  const length = UNIT_SECONDS[countDown(left).unit];
  return ((Math.ceil(left) - 1) % length) + 1 + (left - Math.ceil(left));
}

export function countText(count, forms, locale) {
  const ofUnit = forms[count.unit];
  const form = ofUnit[new Intl.PluralRules(locale).select(count.value)] ?? ofUnit.other;
  return form.replace("{n}", String(count.value));
}

// Title and count of a model `left` seconds before the instant that it counts to.
export function ticked(model, left) {
  if (!model.count_text || left <= 0) return {title: model.title, count_text: model.count_text};
  const text = countText(countDown(left), model.count_forms, model.locale);
  return {title: model.title.replace(model.count_text, () => text), count_text: text};
}

// Null where there is nothing to put in.
export function element(name, className, ...children) {
  const node = document.createElement(name);
  node.setAttribute("class", className);
  node.append(...children.filter((child) => child !== "" && child !== null));
  return node.childNodes.length > 0 ? node : null;
}

function title(now) {
  const at = now.count_text ? now.title.indexOf(now.count_text) : -1;
  if (at < 0) return [now.title];
  return [
    now.title.slice(0, at),
    element("strong", "gg-count", now.count_text),
    now.title.slice(at + now.count_text.length),
  ];
}

export function speak(node, {locale, right_to_left: isRightToLeft}) {
  node.setAttribute("lang", locale);
  node.setAttribute("dir", isRightToLeft ? "rtl" : "ltr");
  return node;
}

export function fact(label, value) {
  if (!value) return null;
  const apart = document.createElement("bdi");
  apart.append(value);
  return element("div", "gg-fact", element("dt", "gg-label", label), element("dd", "gg-value", apart));
}

function way({kind, label, url}) {
  if (!/^(https?:\/)?\/[^/\\]/i.test(url)) return null;
  const link = element("a", `gg-way gg-way-${kind}`, label);
  link.setAttribute("href", url);
  return element("li", "gg-item", link);
}

function contactWay({text, url}) {
  if (!/^(mailto|tel):/.test(url)) return text;
  const link = element("a", `gg-${url.slice(0, url.indexOf(":"))}`, text);
  link.setAttribute("href", url);
  return link;
}

// The text with addresses and numbers set apart, so that text that runs from right to left does not turn them.
function contact({contact_text: text, contact_ways: ways}) {
  const parts = [];
  let end = text.length;
  for (const way of [...ways].reverse()) {
    const at = way.text ? text.slice(0, end).lastIndexOf(way.text) : -1;
    if (at < 0) continue;
    const apart = document.createElement("bdi");
    apart.setAttribute("dir", "ltr");
    apart.append(contactWay(way));
    parts.unshift(apart, text.slice(at + way.text.length, end));
    end = at;
  }
  return [text.slice(0, end), ...parts];
}

// The same as asked() of the SDK's HTML.
function asked({text, answer}) {
  const typed = element("p", "gg-answer", answer);
  typed?.setAttribute("dir", "auto");
  return element("div", "gg-asked", element("p", "gg-asked-text", text), typed);
}

function snoozeButton({snooze}, isThin) {
  if (!snooze) return null;
  const button = element("button", "gg-fold", isThin ? snooze.end_label : snooze.label);
  button.setAttribute("type", "button");
  return element("p", "gg-snooze", button);
}

function waysOf(model, isWanted) {
  return element("ul", "gg-ways", ...model.ways.filter(isWanted).map(way));
}

// What stands in the region beside the line for announcements. The same structure as banner_html() of the SDK.
function inner(model, now, isThin, slots) {
  const isFirst = ({kind}) => ["pay", "notice", "stuck"].includes(kind);
  const details = [
    model.message && speak(element("p", "gg-message", model.message.text), model.message),
    element("p", "gg-text", model.text),
    element("p", "gg-contact", ...contact(model)),
    waysOf(model, (one) => !isFirst(one)),
  ];
  const slot = (name) => slots?.content.querySelector(`.gg-slot-${name}`)?.cloneNode(true) ?? null;
  return element("div", "gg-inner",
    slot("start"),
    element("div", "gg-main",
      element("p", "gg-title", ...title(now)),
      element("dl", "gg-facts",
        fact(model.deadline_label, model.deadline_text),
        fact(model.owed_label, model.owed_text)),
      element("p", "gg-more", model.more_text),
      ...model.asked.map(asked)),
    waysOf(model, isFirst),
    model.ended
      ? element("div", "gg-rest", ...details)
      : element("details", "gg-rest", element("summary", "gg-summary", model.next_label), ...details),
    snoozeButton(model, isThin),
    slot("end"));
}

function classOf(model) {
  return `gg-region ${model.state}`;
}

function describe(root, model) {
  root.setAttribute("class", classOf(model));
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", model.region_label);
  speak(root, model);
}

export function render(model, now = model, isThin = false, slots = null) {
  const root = document.createElement("section");
  root.setAttribute("id", ROOT_ID);
  describe(root, model);
  root.toggleAttribute("data-thin", isThin);
  const live = document.createElement("p");
  live.setAttribute("class", "gg-live");
  live.setAttribute("role", "status");
  live.setAttribute("data-gone", model.gone_text);
  root.append(inner(model, now, isThin, slots), live);
  return root;
}

// Refused where a page keeps its scripts from cookies.
function cookieOf(name) {
  try {
    return document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
  } catch {
    return "";
  }
}

function setCookie(name, value, seconds) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  try {
    document.cookie = `${name}=${value}; Path=/; SameSite=Lax; Max-Age=${Math.floor(seconds)}${secure}`;
  } catch {
    // It stays as it is.
  }
}

class Live {
  #place = null;  // the element that the banner is shown in; null: wherever the page has it, else at its top
  #source = STANDING;
  #dueAt = 0;     // when it is time to ask again, by the monotonic clock
  #stage = "";    // that was told last, to who listens to the page ...
  #told = "";     // ... and to the page's own scripts
  #model;          // undefined until the server has answered; null: nothing to show
  #account;        // that the last answer is about; undefined: nobody, who is told nothing
  #owner;          // the account of what is shown: of the banner, or of the page of a refused request
  #etag = "";
  #serverAt = 0;   // the server's time, in seconds, at ...
  #monotonicAt = 0;  // ... this reading of the monotonic clock, in milliseconds
  #wallAt = 0;
  #pollTimer = 0;
  #tickTimer = 0;
  #announceTimer = 0;
  #goneTimer = 0;
  #gone = null;
  #failures = 0;
  #underway = null;
  #root = null;    // what is shown, also while the page does not have it
  #style = null;
  #restoring = 0;
  #observer = null;
  #stream = null;  // the module, where the product streams

  // Called again it goes on with what it knows, in another place; another source is asked at once.
  start(place = null, source = STANDING) {
    document.addEventListener("visibilitychange", this.#wake);
    addEventListener("pageshow", this.#wake);
    addEventListener("online", this.#wake);
    this.#place = place;
    this.#root ??= document.getElementById(ROOT_ID);
    this.#style ??= document.querySelector('link[href="/gracegate/banner.css"]');
    this.#observer ??= new MutationObserver(() => { this.#restoring ||= requestAnimationFrame(() => this.#restore()); });
    this.#observer.observe(document, {childList: true, subtree: true});
    if (source !== this.#source) {
      this.#source = source;
      this.#refresh();
      return;
    }
    const wait = this.#dueAt - performance.now();
    if (wait <= 0 && !this.#underway) {
      this.#poll();
      return;
    }
    if (!this.#underway) this.#pollAfter(wait);
    if (this.#model !== undefined) this.#show(this.#model);
  }

  stop() {
    this.#observer?.disconnect();
    cancelAnimationFrame(this.#restoring);
    this.#restoring = 0;
    document.removeEventListener("visibilitychange", this.#wake);
    removeEventListener("pageshow", this.#wake);
    removeEventListener("online", this.#wake);
    this.#stream?.hangUp();
    this.#underway?.abort();
    this.#underway = null;
    this.#gone?.remove();
    for (const timer of [this.#pollTimer, this.#tickTimer, this.#announceTimer, this.#goneTimer]) clearTimeout(timer);
  }

  #wake = ({persisted}) => {
    if (persisted !== false && document.visibilityState === "visible") this.#refresh();
  };

  // Asks for the whole answer at once: while hidden or asleep, the page's own clock may have stood still.
  #refresh() {
    this.#etag = "";
    this.#underway?.abort();
    this.#underway = null;
    this.#poll();
  }

  async #poll() {
    clearTimeout(this.#pollTimer);
    if (document.visibilityState !== "visible" || this.#underway) return;
    const underway = (this.#underway = new AbortController());
    const timeout = setTimeout(() => underway.abort(), 10000);
    const failed = await this.#ask(underway.signal).then(() => false, () => true);
    clearTimeout(timeout);
    if (this.#underway !== underway) return;  // a newer question has been asked
    this.#underway = null;
    this.#failures = failed ? this.#failures + 1 : 0;  // what is shown stays; the next answer decides
    const wait = this.#stream?.isFollowing() ? SLOWEST_POLL_MS : Math.min(POLL_MS * 2 ** Math.min(this.#failures, 4), SLOWEST_POLL_MS);
    this.#dueAt = performance.now() + wait;
    this.#pollAfter(wait);
  }

  #pollAfter(wait) {
    clearTimeout(this.#pollTimer);
    this.#pollTimer = setTimeout(() => this.#poll(), wait);
  }

  async #ask(signal) {
    if (this.#hasSlept()) this.#etag = "";
    const headers = {Accept: "application/json"};
    if (this.#etag) headers["If-None-Match"] = this.#etag;
    const answer = await fetch(this.#source, {headers, signal, cache: "no-store", redirect: "error"});
    this.#follow(answer);
    if (answer.status === 304) return this.#show(this.#model);
    if (answer.status !== 200) throw new Error(String(answer.status));
    const {now, account, banner} = await answer.json();
    if (signal.aborted || typeof now !== "number" || banner === undefined) throw new Error("no standing");
    // Paths are the product's own, which may be served from elsewhere than this page.
    if (new URL(answer.url).origin !== location.origin)
      for (const one of banner?.ways ?? []) one.url = new URL(one.url, answer.url).href;
    this.#etag = answer.headers.get("ETag") ?? "";
    this.#serverAt = now;
    this.#monotonicAt = performance.now();
    this.#wallAt = Date.now();
    this.#account = account;
    this.#owner ??= account;
    this.#show(banner);
  }

  // Where the product streams: is told of each change, and of a stream that broke off.
  async #follow({headers, url}) {
    const path = headers.get("Gracegate-Stream");
    if (!path) return;
    this.#stream ??= await import("./stream.js");
    this.#stream.follow(new URL(path, url).href, (tag) => { if (tag !== this.#etag) this.#refresh(); });
  }

  // The monotonic clock of some systems stops while they sleep; the clock on the wall does not.
  #hasSlept() {
    const drift = Date.now() - this.#wallAt - (performance.now() - this.#monotonicAt);
    return Math.abs(drift) > 2000;
  }

  #now() {
    return this.#serverAt + (performance.now() - this.#monotonicAt) / 1000;
  }

  #left() {
    return this.#model.counts_to - this.#now();
  }

  #isThin({snooze, case: id}) {
    return snooze !== null && cookieOf(SNOOZE_COOKIE) === id;
  }

  // What the product puts into the banner: a <template> in the banner's place, or of the page.
  #slots() {
    return this.#place?.querySelector(":scope > template") ?? document.getElementById("gracegate-slots");
  }

  #fold = ({target}) => {
    if (!this.#model?.snooze || !target.closest?.(".gg-fold")) return;
    const {snooze, case: id} = this.#model;
    setCookie(SNOOZE_COOKIE, id, this.#isThin(this.#model) ? 0 : snooze.until - this.#now());
    this.#draw(this.#model);
  };

  #show(model) {
    if (model?.snooze && this.#now() >= model.snooze.until) model.snooze = null;
    this.#model = model;
    this.#draw(model);
    this.#tell(model);
  }

  // To scripts that listen: an event, once for each change of what they may react to.
  #tell(model) {
    const detail = {mode: model?.mode ?? "open", case: model?.case ?? null, deadline: model?.deadline ? new Date(model.deadline * 1000) : null};
    const told = JSON.stringify(detail);
    if (told === this.#told) return;
    this.#told = told;
    (this.#place ?? document).dispatchEvent(new CustomEvent("gracegate:change", {bubbles: true, detail}));
  }

  #draw(model) {
    const refused = document.querySelector(".gg-page .gg-possible");
    if (refused) return this.#tellPossible(refused);
    const root = this.#onlyRoot();
    if (model === null) {
      clearTimeout(this.#tickTimer);
      this.#stage = "";
      this.#root = null;
      if (root) this.#remove(root);
      return;
    }
    this.#owner = this.#account;
    this.#gone?.remove();
    const stage = root ? root.getAttribute("class") : this.#stage;
    this.#stage = classOf(model);
    const shown = root ?? this.#insert(model);
    if (root) this.#update(root, model);
    this.#root = shown;
    shown.addEventListener("click", this.#fold);
    if (stage !== this.#stage) this.#announce(shown);
    this.#tick();
  }

  // Signed out, or signed in elsewhere, one learns nothing about the account of what is shown.
  #isOwners() {
    return this.#account !== undefined && this.#account === this.#owner;
  }

  // On the page of a refused request, which is not loaded anew: it may have been the answer to a form.
  #tellPossible(refused) {
    const isDenied = !this.#isOwners() || refused.dataset.denying.split(" ").includes(this.#model?.mode);
    const text = isDenied ? "" : refused.dataset.possible;
    if (refused.textContent !== text) refused.textContent = text;
  }

  // Tells that it is gone, where all is well again, and goes on with the keyboard where it was.
  #remove(root) {
    const gone = (this.#gone = document.createElement("p"));
    gone.setAttribute("class", "gg-gone");
    gone.setAttribute("role", "status");
    gone.setAttribute("tabindex", "-1");
    for (const name of ["lang", "dir"]) gone.setAttribute(name, root.getAttribute(name));
    const hadFocus = root.contains(document.activeElement);
    const isNews = this.#isOwners() && !root.classList.contains("gg-ended");
    const text = isNews ? root.querySelector(".gg-live")?.dataset.gone ?? "" : "";
    root.replaceWith(gone);
    if (hadFocus) gone.focus({preventScroll: true});
    const leave = () => gone === document.activeElement ? gone.addEventListener("blur", leave, {once: true}) : gone.remove();
    this.#goneTimer = setTimeout(() => {
      gone.textContent = text;
      this.#goneTimer = setTimeout(leave, GONE_MS);
    }, 150);
  }

  // A page may hold the banner twice, where layout and adapter both put it there: the one in its place stays, else
  // the first.
  #onlyRoot() {
    const roots = [...document.querySelectorAll(`[id="${ROOT_ID}"]`)];
    const kept = roots.find((root) => root.parentNode === this.#place) ?? roots[0] ?? null;
    for (const root of roots) if (root !== kept) root.remove();
    if (kept && this.#place && kept.parentNode !== this.#place) this.#place.prepend(kept);
    return kept;
  }

  // A framework that draws the page anew takes away what it did not draw. Put back once a frame at most: a page that
  // insists must not hang. The style goes to the head, which is seldom drawn anew.
  #restore() {
    this.#restoring = 0;
    const place = this.#place ?? document.body;
    if (!this.#root || !place?.isConnected) return;
    if (!this.#onlyRoot()) place.prepend(this.#root);
    if (this.#style && !this.#style.isConnected) document.head.append(this.#style);
  }

  #insert(model) {
    const root = render(model, ticked(model, this.#left()), this.#isThin(model), this.#slots());
    (this.#place ?? document.body).prepend(root);
    return root;
  }

  // Replaces what is shown; what was unfolded stays so, and the focus goes back to where it was.
  #update(root, model) {
    const isThin = this.#isThin(model);
    const next = inner(model, ticked(model, this.#left()), isThin, this.#slots());
    describe(root, model);
    root.toggleAttribute("data-thin", isThin);
    const old = root.querySelector(".gg-inner");
    if (old?.querySelector("details")?.open && !model.ended) next.querySelector(".gg-rest").open = true;
    if (old?.isEqualNode(next)) return;
    const active = old?.contains(document.activeElement) ? document.activeElement.getAttribute("class") : "";
    if (old) old.replaceWith(next);
    else root.prepend(next);
    if (active) [...next.querySelectorAll("a, summary, button")].find((a) => a.getAttribute("class") === active)?.focus({preventScroll: true});
  }

  // Once per stage, politely. The region must be there before its text changes, or it is not read out.
  #announce(root) {
    const live = root.querySelector(".gg-live");
    if (!live) return;
    clearTimeout(this.#announceTimer);
    this.#announceTimer = setTimeout(() => {
      live.textContent = root.querySelector(".gg-title").textContent;
      this.#announceTimer = setTimeout(() => { live.textContent = ""; }, SAID_MS);
    }, 150);
  }

  #tick() {
    clearTimeout(this.#tickTimer);
    if (!this.#model) return;
    const left = this.#left();
    const root = document.getElementById(ROOT_ID);
    if (root && left > 0) {
      const now = ticked(this.#model, left);
      root.querySelector(".gg-title")?.replaceChildren(...title(now).filter((part) => part !== ""));
    }
    const wait = untilNextCount(left);
    if (wait === Infinity) return;
    this.#tickTimer = setTimeout(() => {
      if (this.#left() <= 0) this.#arrive();
      else this.#tick();
    }, Math.min(wait * 1000 + 20, 60000));
  }

  // What was counted to is here. The last answer told what holds from now on, until there is a newer one.
  #arrive() {
    if (this.#model.ended) this.#show(null);
    else if (this.#model.then) this.#show({...this.#model, ...this.#model.then, then: null});
    this.#refresh();
  }
}

// Whether the page has this file as a script of its own. Where another module imports it, that one says when to start.
export const isOfPage = typeof document !== "undefined" && [...document.scripts].some(({src}) => src === import.meta.url);
export const live = new Live();  // one for a page: all that show the banner share its questions
if (isOfPage) live.start();
