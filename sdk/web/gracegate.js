// For pages that are not served through the SDK: <gracegate-banner>, and a fetch that explains refusals. Needs nothing
// that a strict policy forbids. docs/product/single-page.md says how to use it.
import {element, fact, isOfPage, live, speak} from "./banner.js";

const ACTION_MS = 1000;  // a request that begins so long after an action of the person belongs to it
const QUIET_MS = 60000;  // how long what they have closed is not explained again to who did nothing
const DIALOG_ID = "gracegate-refusal";

const places = new Set();
let isSettling = false;

// Once all that is being changed in the page is changed: a framework that moves an element takes it away first.
function settle() {
  if (isSettling) return;
  isSettling = true;
  queueMicrotask(() => {
    isSettling = false;
    const [first] = places;
    if (first) live.start(first, first.getAttribute("src") ?? undefined);
    else if (isOfPage) live.start();
    else live.stop();
  });
}

// Of several on a page the first one shows the banner, the others stay empty.
class BannerElement extends HTMLElement {
  static observedAttributes = ["src"];
  connectedCallback() {
    places.add(this);
    settle();
  }
  disconnectedCallback() {
    places.delete(this);
    settle();
  }
  attributeChangedCallback() {
    settle();
  }
}
customElements.define("gracegate-banner", BannerElement);

let actedAt = -Infinity;
let closed = {what: "", at: -Infinity};
let dialog = null;

// Typing is none: what saves by itself while somebody types was not asked for.
const ACTIONS = {
  click: ({target}) => target.closest?.("a, button, [role=button], [role=menuitem], [type=submit]"),
  keydown: ({key, ctrlKey, metaKey}) => (ctrlKey || metaKey) && key?.toLowerCase() === "s",
  submit: () => true,
};
const noteAction = (event) => {
  if (ACTIONS[event.type](event)) actedAt = performance.now();
};

function isWebLink(url) {
  try {
    const {protocol, hostname, origin} = new URL(url);
    return origin === location.origin || protocol === "https:" || (protocol === "http:" && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
  } catch {
    return false;
  }
}

function wayOut(name, {[name]: url, labels}) {
  if (!isWebLink(url)) return null;
  const link = element("a", `gg-way gg-way-${name}`, labels?.[name] || url);
  for (const [key, value] of Object.entries({href: url, target: "_blank", rel: "noopener"})) link.setAttribute(key, value);
  return element("li", "gg-item", link);
}

function closeButton(label) {
  const button = element("button", "gg-way gg-close", label || "×");
  button.setAttribute("type", "button");
  button.addEventListener("click", () => dialog.close());
  return button;
}

function draw(problem) {
  const title = element("h2", "gg-title", problem.title || problem.type);
  title.setAttribute("id", `${DIALOG_ID}-title`);
  title.setAttribute("tabindex", "-1");
  title.setAttribute("autofocus", "");  // not a button: whoever is typing would press it
  const lead = problem.lead === problem.detail ? "" : problem.lead;
  const text = element("div", "gg-text", element("p", "gg-lead", lead || ""), element("p", "gg-detail", problem.detail || ""));
  text?.setAttribute("id", `${DIALOG_ID}-text`);
  const root = element("dialog", "gg-refusal", title, text,
    element("dl", "gg-facts", fact(problem.labels?.deadline || "", problem.deadline_text || "")),
    element("ul", "gg-ways", ...["pay", "notice", "help", "export"].map((name) => wayOut(name, problem))),
    closeButton(problem.labels?.close));
  root.setAttribute("id", DIALOG_ID);
  root.setAttribute("aria-labelledby", title.id);
  if (text) root.setAttribute("aria-describedby", text.id);
  return problem.locale ? speak(root, problem) : root;
}

function explain(problem, isAction) {
  const what = `${problem.case} ${problem.mode}`;
  if (dialog?.isConnected) return;
  if (!isAction && what === closed.what && performance.now() - closed.at < QUIET_MS) return;
  dialog = draw(problem);
  dialog.addEventListener("close", ({target}) => {
    target.remove();
    closed = {what, at: performance.now()};
    actedAt = -Infinity;  // closing is not asking for anything
  });
  document.documentElement.append(dialog);  // frameworks write <body> anew
  dialog.showModal();
}

const seen = new WeakSet();

function isProblem(response) {
  return (response.status === 402 || response.status === 403) &&
    /^application\/problem\+json\s*(;|$)/i.test(response.headers.get("Content-Type") ?? "");
}

async function look(response, [input, init], isAction) {
  if (!isProblem(response) || seen.has(response)) return;
  seen.add(response);
  const problem = await response.clone().json();
  if (!/^urn:gracegate:problem:(read-only|shutdown)$/.test(problem?.type)) return;
  const method = (init?.method ?? input.method ?? "GET").toUpperCase();
  const {href: url} = new URL(input.url ?? input, document.baseURI);
  for (const name of ["help", "notice"])
    if (problem[name]?.startsWith("/")) problem[name] = new URL(problem[name], response.url || url).href;
  const detail = {problem, method, url, response};
  if (dispatchEvent(new CustomEvent("gracegate:denied", {cancelable: true, detail}))) explain(problem, isAction);
}

// As `fetch`, with the same answers. Of one that is a refusal of the gate window is told by "gracegate:denied", with
// {problem, method, url, response}; unless a listener prevents it, a dialog explains it.
export function guardFetch({fetch = globalThis.fetch} = {}) {
  for (const type of Object.keys(ACTIONS)) addEventListener(type, noteAction, {capture: true});
  return async (...request) => {
    const isAction = performance.now() - actedAt < ACTION_MS;
    const response = await fetch(...request);
    look(response, request, isAction).catch(() => {});  // whatever is wrong with it is the caller's to see
    return response;
  };
}

// Guards the page's own fetch. Gives back what undoes it, unless somebody else has put theirs over it since.
export function watchFetch() {
  const before = globalThis.fetch;
  const guarded = guardFetch({fetch: before});
  globalThis.fetch = guarded;
  return () => {
    if (globalThis.fetch === guarded) globalThis.fetch = before;
  };
}
