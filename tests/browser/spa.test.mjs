// Pages that a script of the product's own writes, served by something else than the SDK: <gracegate-banner>, and what
// a refused request shows there.
import assert from "node:assert/strict";
import {createRequire} from "node:module";
import {after, before, test} from "node:test";

import {DAY, LOCALES, Product, REGION, SCENES, launch, notice, screenshots} from "./support.mjs";

const axe = createRequire(import.meta.url)("axe-core").source;
const DIALOG = "#gracegate-refusal";
const SECONDS = {timeout: 60000};  // for a busy machine: what takes longer does not come at all
const POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Notes</title>
<link rel="stylesheet" href="/gracegate/banner.css">
<script type="module" src="/app.js"></script>
</head>
<body></body>
</html>`;

// Draws all of <body> again and again, as frameworks do.
const APP = `
import {guardFetch, watchFetch} from "/gracegate/gracegate.js";
const node = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const send = (options) => fetch("/save", {method: "POST", body: "x", ...options});
const save = async (event) => {
  event.preventDefault();
  const answer = await send();
  window.saved.push({status: answer.status, type: (await answer.json()).type});
};
const draw = () => {
  const form = node("form", {}, node("label", {for: "text"}, "New note"), node("input", {id: "text"}), node("button", {id: "save"}, "Save"));
  form.addEventListener("submit", save);
  document.body.replaceChildren(node("header", {}, "Notes"), node("gracegate-banner", {src: "/gracegate/standing"}),
    node("main", {}, node("h1", {}, "This week"), form));
};
Object.assign(window, {draw, send, guardFetch, watchFetch, saved: [], told: [], denied: [], violated: []});
addEventListener("gracegate:change", ({target, detail}) => told.push({from: target.localName, ...detail}));
addEventListener("gracegate:denied", ({detail: {problem, method, url}}) => denied.push({type: problem.type, method, url}));
document.addEventListener("securitypolicyviolation", ({violatedDirective, sample}) => violated.push(violatedDirective + " " + sample));
window.undo = watchFetch();
draw();
window.isDrawn = true;
`;

let browser, product, folder;
before(async () => {
  folder = screenshots();
  browser = await launch();
  product = await Product.start();
});
after(async () => {
  await browser?.close();
  await product?.stop();
});

// The app in a tab of `session`. Time stands still until it is moved, where it `isFrozen`.
async function open(session, {isFrozen = false, ...options} = {}) {
  const context = await browser.newContext({viewport: {width: 1280, height: 720}, ...options});
  await context.addInitScript({content: axe});
  await context.addCookies([{name: "session", value: session, url: product.url}]);
  const page = await context.newPage();
  const serve = (path, contentType, body) => page.route(`${product.url}${path}`, (route) =>
    route.fulfill({contentType, body, headers: {"Content-Security-Policy": POLICY}}));
  await serve("/app", "text/html; charset=utf-8", PAGE);
  await serve("/app.js", "text/javascript; charset=utf-8", APP);
  const asked = [];
  page.on("request", (request) => request.url().endsWith("/standing") && asked.push(new URL(request.url()).pathname));
  await page.clock.install({time: product.now * 1000});
  if (isFrozen) await page.clock.pauseAt((product.now + 600) * 1000);
  await page.goto(`${product.url}/app`);
  await page.waitForFunction(() => window.isDrawn, null, SECONDS);
  return {context, page, asked};
}
const shows = (page, text) => page.waitForFunction(([region, text]) =>
  document.querySelector(`gracegate-banner > ${region}`)?.textContent.includes(text), [REGION, text], {...SECONDS, polling: 50});
const isGone = (page) => page.waitForSelector(REGION, {state: "detached", ...SECONDS});
const isClean = async (page) => assert.deepEqual(await page.evaluate(() => window.violated), []);
const opened = (page) => page.waitForSelector(`${DIALOG}[open]`, SECONDS);
const closed = (page) => page.waitForSelector(DIALOG, {state: "detached", ...SECONDS});
const count = (page, selector) => page.locator(selector).count();
const refusals = (page, number) => page.waitForFunction((number) => denied.length === number, number, SECONDS);

async function faults(page) {
  const {violations} = await page.evaluate(() => axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}));
  return violations.map(({id, nodes}) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join("; ")}`);
}

test("The element shows the banner where it stands, changes it and takes it away, and tells the page of each", async () => {
  const {context, page} = await open("placed.billing.en");
  await page.waitForFunction(() => told.length === 1, null, SECONDS);
  const one = SCENES.countdown(product.now);
  await product.publish(notice("placed", one));
  await shows(page, "14 days left");
  await product.publish(notice("placed", SCENES.read_only(product.now)));
  await shows(page, "Read-only for now");
  await product.settle("placed");
  await isGone(page);
  await page.waitForFunction(() => told.length === 4, null, SECONDS);
  const told = (await page.evaluate(() => told)).map((one) => ({...one, deadline: one.deadline?.getTime() / 1000 || null}));
  const from = "gracegate-banner";
  assert.deepEqual(told, [
    {from, mode: "open", case: null, deadline: null},
    {from, mode: "countdown", case: one[0].id, deadline: one[0].deadline},
    {from, mode: "read_only", case: one[0].id, deadline: product.now - 2 * DAY},
    {from, mode: "open", case: null, deadline: null}]);
  await isClean(page);
  await context.close();
});

test("A page that is drawn anew each second keeps one banner and one who asks, and says nothing twice", async () => {
  await product.publish(notice("drawn", SCENES.countdown(product.now)));
  const {context, page, asked} = await open("drawn.billing.en", {isFrozen: true});
  await shows(page, "14 days left");
  await page.clock.runFor(6000);
  for (let i = 0; i < 24; ++i) {
    await page.evaluate(() => draw());
    await shows(page, "14 days left");
    assert.equal(await count(page, REGION), 1);
    await page.clock.runFor(1000);
    assert.equal(await page.textContent(`${REGION} .gg-live`), "");
  }
  assert.ok(asked.length > 1 && asked.length <= 9, String(asked.length));  // 30 seconds, of which every fourth
  assert.equal(await page.evaluate(() => told.length), 1);
  await context.close();
});

test("An element that is moved keeps its banner and asks nothing anew", async () => {
  await product.publish(notice("moved", SCENES.countdown(product.now)));
  const {context, page, asked} = await open("moved.billing.en", {isFrozen: true});
  await shows(page, "14 days left");
  await page.evaluate((region) => {
    window.root = document.querySelector(region);
    document.body.append(document.querySelector("gracegate-banner"));
  }, REGION);
  await page.clock.runFor(1000);
  assert.equal(await page.evaluate((region) => window.root === document.querySelector(`gracegate-banner:last-child > ${region}`), REGION), true);
  assert.equal(asked.length, 1);
  await context.close();
});

test("Taken away the element asks no more; back again it asks at once", async () => {
  await product.publish(notice("left", SCENES.countdown(product.now)));
  const {context, page, asked} = await open("left.billing.en", {isFrozen: true});
  await shows(page, "14 days left");
  await page.evaluate(() => {
    window.away = document.querySelector("gracegate-banner");
    away.remove();
  });
  const before = asked.length;
  await page.clock.runFor(120000);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  assert.equal(await page.evaluate(() => fetch("/login/site.css").then(() => true)), true);
  assert.equal(asked.length, before);
  await product.publish(notice("left", SCENES.read_only(product.now)));
  await page.evaluate(() => document.body.prepend(away));
  await shows(page, "Read-only for now");
  assert.equal(asked.length, before + 1);
  await context.close();
});

test("Of two elements one shows the banner and asks, and the other goes on when it is taken away", async () => {
  await product.publish(notice("twice", SCENES.countdown(product.now)));
  const {context, page, asked} = await open("twice.billing.en", {isFrozen: true});
  await page.evaluate(() => document.body.append(document.createElement("gracegate-banner")));
  await shows(page, "14 days left");
  assert.equal(await count(page, REGION), 1);
  assert.equal(await count(page, `gracegate-banner:last-child > ${REGION}`), 0);
  await page.evaluate(() => document.querySelector("gracegate-banner").remove());
  await page.waitForSelector(`gracegate-banner:last-child > ${REGION}`, SECONDS);
  assert.equal(await count(page, REGION), 1);
  assert.equal(asked.length, 1);
  await context.close();
});

test("On a page that the SDK serves the banner goes into the element and back, and one asks", async () => {
  await product.publish(notice("both", SCENES.countdown(product.now)));
  const {context, page, asked} = await open("both.billing.en", {isFrozen: true});
  const answer = page.waitForResponse("**/gracegate/standing", SECONDS);
  asked.length = 0;
  await page.goto(product.url);
  await answer;
  assert.equal(await count(page, `body > ${REGION}`), 1);
  await page.evaluate(async () => {
    document.body.append(document.createElement("gracegate-banner"));
    await import("/gracegate/gracegate.js");
  });
  await shows(page, "14 days left");
  assert.equal(await count(page, REGION), 1);
  await page.evaluate(() => document.querySelector("gracegate-banner").remove());
  await page.clock.runFor(5000);
  await page.waitForSelector(`body > ${REGION}`, SECONDS);
  assert.ok(asked.length <= 2, String(asked.length));
  await context.close();
});

test("Where src changes the element asks there", async () => {
  await product.publish(notice("here", SCENES.countdown(product.now)));
  await product.publish(notice("there", SCENES.read_only(product.now)));
  const {context, page, asked} = await open("here.billing.en");
  await shows(page, "14 days left");
  const body = await (await product.get("/gracegate/standing", "there.billing.en")).text();
  await page.route("**/elsewhere/standing", (route) => route.fulfill({contentType: "application/json", body}));
  await page.evaluate(() => document.querySelector("gracegate-banner").setAttribute("src", "/elsewhere/standing"));
  await shows(page, "Read-only for now");
  const first = asked.indexOf("/elsewhere/standing");
  assert.deepEqual(asked.slice(first).filter((path) => path !== "/elsewhere/standing"), []);
  await context.close();
});

test("A save that is refused is explained, and what was typed stays", async () => {
  await product.publish(notice("typist", SCENES.read_only(product.now)));
  const {context, page} = await open("typist.billing.en");
  await page.fill("#text", "four hours of work");
  await page.click("#save");
  const dialog = page.locator(`${DIALOG}[open]`);
  await dialog.waitFor(SECONDS);
  const text = await dialog.textContent();
  for (const part of ["This cannot be changed right now", "Nothing is lost", "You can read and export everything", "Deadline", "CET"]) {
    assert.ok(text.includes(part), part);
  }
  assert.ok(!text.includes("30,000"));
  const links = await page.$$eval(`${DIALOG} a`, (all) => all.map((a) => [a.textContent, new URL(a.href).host, a.target, a.rel]));
  assert.deepEqual(links, [["Pay now", "pay.example.com", "_blank", "noopener"], ["I’m stuck", new URL(product.url).host, "_blank", "noopener"],
    ["Export our data", "app.example.com", "_blank", "noopener"]]);
  await page.click(`${DIALOG} button`);
  await closed(page);
  assert.equal(await page.inputValue("#text"), "four hours of work");
  assert.equal(await page.evaluate(() => document.activeElement.id), "save");
  assert.deepEqual(await page.evaluate(() => saved), [{status: 402, type: "urn:gracegate:problem:read-only"}]);
  await isClean(page);
  await context.close();
});

test("With the keyboard alone one reaches each way out, closes with Esc and goes on typing", async () => {
  await product.publish(notice("keys", SCENES.read_only(product.now)));
  const {context, page} = await open("keys.billing.en");
  await page.focus("#text");
  await page.keyboard.type("some words");
  await page.keyboard.press("Enter");
  await opened(page);
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  assert.equal(await focused(), "This cannot be changed right now");
  await page.keyboard.press("Space");  // of somebody who has not looked up yet
  assert.equal(await count(page, DIALOG), 1);
  for (const label of ["Pay now", "I’m stuck", "Export our data", "Close"]) {
    await page.keyboard.press("Tab");
    assert.equal(await focused(), label);
  }
  await page.keyboard.press("Escape");
  await closed(page);
  await page.keyboard.type(" more");
  assert.equal(await page.inputValue("#text"), "some words more");
  await context.close();
});

test("The page can explain a refusal itself", async () => {
  await product.publish(notice("own", SCENES.shutdown(product.now)));
  const {context, page} = await open("own.member.en");
  await page.evaluate(() => addEventListener("gracegate:denied", (event) => event.preventDefault()));
  const status = await page.evaluate(() => send({method: "put"}).then((answer) => answer.status));
  assert.equal(status, 402);
  await refusals(page, 1);
  assert.deepEqual(await page.evaluate(() => denied), [
    {type: "urn:gracegate:problem:shutdown", method: "PUT", url: `${product.url}/save`}]);
  await page.evaluate(() => fetch(new Request("/save?2", {method: "DELETE"})));
  await refusals(page, 2);
  assert.equal(await page.evaluate(() => `${denied[1].method} ${denied[1].url}`), `DELETE ${product.url}/save?2`);
  assert.equal(await count(page, DIALOG), 0);
  await context.close();
});

test("Ten saves that nobody asked for are one dialog, and none for a while once that is closed", async () => {
  await product.publish(notice("autosave", SCENES.read_only(product.now)));
  const {context, page} = await open("autosave.member.en");
  await page.evaluate(() => Promise.all(Array.from({length: 10}, () => send())));
  await refusals(page, 10);
  assert.equal(await count(page, `${DIALOG}[open]`), 1);
  await page.click(`${DIALOG} button`);
  await closed(page);
  await page.evaluate(() => send());
  await refusals(page, 11);
  assert.equal(await count(page, DIALOG), 0);
  await page.focus("#text");
  await page.keyboard.type("typing is no asking");
  await page.evaluate(() => send());
  await refusals(page, 12);
  assert.equal(await count(page, DIALOG), 0);
  for (const ask of [() => page.click("#save"), () => page.keyboard.press("Enter")]) {
    await page.focus("#text");
    await ask();
    await opened(page);
    await page.keyboard.press("Escape");
    await closed(page);
  }
  await page.clock.fastForward(61000);
  await page.evaluate(() => send());
  await opened(page);
  await page.keyboard.press("Escape");
  await closed(page);
  await product.publish(notice("autosave", SCENES.shutdown(product.now)));
  await page.evaluate(() => send());
  await opened(page);
  await context.close();
});

test("A dialog stays while the page is drawn anew under it", async () => {
  await product.publish(notice("redrawn", SCENES.read_only(product.now)));
  const {context, page} = await open("redrawn.member.en");
  await page.click("#save");
  await opened(page);
  await page.evaluate(() => draw());
  assert.equal(await count(page, `${DIALOG}[open]`), 1);
  await context.close();
});

test("Every other answer goes to the page as it is, and is not even copied", async () => {
  const {context, page} = await open("others.member.en");
  const problem = "application/problem+json";
  const ours = JSON.stringify({type: "urn:gracegate:problem:read-only"});
  const answers = {
    "/a": {status: 402, contentType: "application/json", body: ours},
    "/b": {status: 403, contentType: "text/html", body: ours},
    "/c": {status: 500, contentType: problem, body: ours},
    "/d": {status: 200, contentType: problem, body: ours},
    "/e": {status: 402, contentType: "application/problem+jsonx", body: ours},
    "/f": {status: 402, contentType: problem, body: '{"type":"https://example.com/too-poor"}'},
    "/g": {status: 403, contentType: problem, body: "no json"},
    "/h": {status: 403, contentType: `${problem}; charset=utf-8`, body: "null"}};
  for (const [path, answer] of Object.entries(answers)) await page.route(`${product.url}${path}`, (route) => route.fulfill(answer));
  await page.route("**/cut", (route) => route.abort());
  const seen = await page.evaluate(async (paths) => {
    const clone = Response.prototype.clone;
    const cloned = [];
    Response.prototype.clone = function () {
      cloned.push(new URL(this.url).pathname);
      return clone.call(this);
    };
    const bodies = {};
    for (const path of paths) bodies[path] = await fetch(path).then((answer) => answer.text());
    const failed = await fetch("/cut").catch((error) => error.name);
    const aborted = await fetch("/a", {signal: AbortSignal.abort()}).catch((error) => error.name);
    return {bodies, cloned, failed, aborted};
  }, Object.keys(answers));
  assert.deepEqual(seen.bodies, Object.fromEntries(Object.entries(answers).map(([path, {body}]) => [path, body])));
  assert.deepEqual(seen.cloned, ["/f", "/g", "/h"]);  // which only the body tells from ours
  assert.equal(seen.failed, "TypeError");
  assert.equal(seen.aborted, "AbortError");
  assert.deepEqual(await page.evaluate(() => denied), []);
  assert.equal(await count(page, DIALOG), 0);
  await context.close();
});

test("A problem that says little, or what it should not, is shown without harm", async () => {
  const {context, page} = await open("hostile.member.en");
  const body = JSON.stringify({type: "urn:gracegate:problem:read-only", title: "<img src=x onerror=alert(1)>", detail: 7,
    pay: "javascript:alert(1)", notice: "/settings/notice", help: "http://evil.example.com/", export: "http://localhost:8080/export", labels: {export: "<b>x</b>"}});
  await page.route("**/odd", (route) => route.fulfill({status: 403, contentType: "application/problem+json", body}));
  await page.evaluate(() => fetch("/odd"));
  await opened(page);
  assert.equal(await page.textContent(`${DIALOG} h2`), "<img src=x onerror=alert(1)>");
  assert.deepEqual(await page.$$eval(`${DIALOG} a`, (all) => all.map((a) => a.href)),
    [`${product.url}/settings/notice`, "http://localhost:8080/export"]);
  await isClean(page);
  await context.close();
});

test("A watched fetch can be had back, and one who guards theirs too is told once", async () => {
  await product.publish(notice("undone", SCENES.read_only(product.now)));
  const {context, page} = await open("undone.member.en");
  await page.evaluate(() => guardFetch()("/save", {method: "POST"}));
  await refusals(page, 1);
  const isNative = await page.evaluate(async () => {
    undo();
    await fetch("/save", {method: "POST"});
    return String(fetch).includes("[native code]");
  });
  assert.equal(isNative, true);
  await page.evaluate(() => guardFetch()("/save", {method: "POST"}));
  await refusals(page, 2);
  await context.close();
});

test("Nobody is kept out by how the dialog looks", async () => {
  for (const [role, scene] of [["billing", "read_only"], ["member", "shutdown"]]) {
    await product.publish(notice("looked_at", SCENES[scene](product.now)));
    for (const locale of LOCALES) {
      const narrow = {viewport: {width: 320, height: 640}};
      const more = locale === "en" ? [{colorScheme: "dark"}, {forcedColors: "active"}] : [];
      for (const options of [{}, narrow, ...more]) {
        const what = `${role}.${locale}.${Object.values(options).map((value) => value.width ?? value).join("") || 1280}`;
        const {context, page} = await open(`looked_at.${role}.${locale}`, options);
        await page.evaluate(() => send());
        await opened(page);
        assert.deepEqual(await faults(page), [], what);
        const seen = await page.evaluate((dialog) => {
          const root = document.querySelector(dialog);
          const sizes = [...root.querySelectorAll("a, button")].map((node) => node.getBoundingClientRect());
          return {lang: root.lang, dir: root.dir, overflow: root.scrollWidth - root.clientWidth, left: root.getBoundingClientRect().left,
            page: document.documentElement.scrollWidth - innerWidth, smallest: Math.min(...sizes.flatMap(({width, height}) => [width, height]))};
        }, DIALOG);
        assert.equal(seen.lang, locale);
        assert.equal(seen.dir, ["ar", "he"].includes(locale) ? "rtl" : "ltr");
        assert.ok(seen.overflow <= 0 && seen.page <= 0 && seen.left >= 0 && seen.smallest >= 24, `${what} ${JSON.stringify(seen)}`);
        if (["en", "ar"].includes(locale)) await page.screenshot({path: `${folder}/dialog.${what}.png`});
        await context.close();
      }
    }
  }
});
