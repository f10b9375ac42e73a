// Product pages that are hard on what stands in them: the banner is whole there, and so is the page.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {after, before, test} from "node:test";

import {LOCALES, Product, REGION, SCENES, enlarge, launch, notice, screenshots} from "./support.mjs";

const axe = createRequire(import.meta.url)("axe-core").source;
const lengthOf = (locale) => readFileSync(new URL(`../../sdk/web/texts/${locale}.json`, import.meta.url), "utf8").length;
const LONGEST = LOCALES.reduce((a, b) => lengthOf(a) >= lengthOf(b) ? a : b);
const LANGUAGES = [...new Set(["en", "de", "ar", "ja", "hi", LONGEST])];
const STAGES = ["countdown", "last_day", "passed", "read_only", "on_hold", "shutdown"];

const PAGES = {
  "a strict policy": {path: "/login/"},
  "a page's rules for everything": {path: "/login/hostile/strange.html"},
  "320 px with text of twice its size": {path: "/login/", viewport: {width: 320, height: 640}, isEnlarged: true},
  "bars that stay in their places": {path: "/login/hostile/bars.html"},
  "a page that is drawn anew": {path: "/login/hostile/redraw.html", isRedrawn: true},
};

let browser, product, folder;
before(async () => {
  folder = screenshots();
  browser = await launch();
  product = await Product.withScenes();
});
after(async () => {
  await browser?.close();
  await product?.stop();
});

// Each role and stage in two languages; over all of them, each language with both roles.
function looks() {
  const combinations = ["member", "billing"].flatMap((role) => STAGES.map((stage) => ({role, stage})));
  return combinations.flatMap((one, i) => [i, i + 3].map((at) => ({...one, language: LANGUAGES[at % LANGUAGES.length]})));
}

// A tab for all looks at one page, which keeps what a policy forbids and what moves.
async function open({viewport = {width: 1280, height: 720}} = {}) {
  const context = await browser.newContext({viewport});
  await context.addInitScript({content: axe});
  await context.addInitScript(() => {
    window.forbidden = [];
    window.shift = 0;
    document.addEventListener("securitypolicyviolation", (event) => window.forbidden.push(`${event.violatedDirective} ${event.blockedURI}`));
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; }))
      .observe({type: "layout-shift", buffered: true});
  });
  return {context, page: await context.newPage()};
}

async function show(page, {path, isEnlarged}, {role, stage, language}) {
  await page.context().addCookies([{name: "session", value: `${stage}.${role}.${language}`, url: product.url}]);
  const answer = page.waitForResponse("**/gracegate/standing");
  await page.goto(product.url + path);
  await answer;
  if (isEnlarged) await enlarge(page);
}

// The tab asks anew, as it does when it is online again.
const ask = (page) => page.evaluate(() => dispatchEvent(new Event("online")));

const frames = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

const isStyled = (region) => getComputedStyle(document.querySelector(region)).backgroundColor !== "rgba(0, 0, 0, 0)";

async function drawAnew(page) {
  await page.evaluate(() => document.body.click());
  await frames(page);
  assert.equal(await page.locator(REGION).count(), 1);
  await page.evaluate(() => { document.documentElement.dataset.still = ""; });
  await page.waitForFunction(isStyled, REGION);
}

// In the page: what is wrong with how it looks.
function faultsOfLook([region, isShiftCounted]) {
  const root = document.querySelector(region);
  const faults = [];
  const name = (node) => `${node.tagName} ${node.className} ${node.textContent.trim().slice(0, 30)}`;
  const rgba = (colour) => { const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number); return {r, g, b, a}; };
  const light = ({r, g, b}) => [r, g, b].map((c) => c / 255).map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => { const colour = rgba(getComputedStyle(node).backgroundColor); return colour.a === 1 ? colour : ground(node.parentElement); };
  const contrast = (node) => {
    const [dark, bright] = [light(rgba(getComputedStyle(node).color)), light(ground(node))].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const own = [root, ...root.querySelectorAll("*")];
  const spoken = new Set(root.querySelectorAll(".gg-live"));
  for (const node of own) {
    const style = getComputedStyle(node);
    if (spoken.has(node)) continue;
    if (style.opacity !== "1" || style.transform !== "none") faults.push(`faint or turned: ${name(node)}`);
    if (style.animationName !== "none" || style.transitionDuration !== "0s") faults.push(`moves: ${name(node)}`);
    for (const part of ["::before", "::after"]) {
      if (!["none", "normal"].includes(getComputedStyle(node, part).content)) faults.push(`has more text: ${name(node)}`);
    }
    if (node.hasAttribute("dir") && style.direction !== node.getAttribute("dir")) faults.push(`runs ${style.direction}: ${name(node)}`);
    const hasText = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (hasText && contrast(node) < 4.5) faults.push(`contrast ${contrast(node)}: ${name(node)}`);
  }
  if (isShiftCounted && window.shift > 0) faults.push(`shifts: ${window.shift}`);
  root.querySelector(".gg-rest").open = true;
  for (const control of document.querySelectorAll("a, button, input, summary")) {
    if (!control.checkVisibility()) continue;
    control.scrollIntoView({block: "center"});
    const box = control.getBoundingClientRect();
    const line = control.getClientRects()[0];  // an address may go on in the next line
    const hit = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2);
    if (!control.contains(hit)) faults.push(`covered: ${name(control)}`);
    if (root.contains(control) && (box.height < 24 || box.width < 24)) faults.push(`small: ${name(control)}`);
  }
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) faults.push(`scrolls sideways: ${document.documentElement.scrollWidth}`);
  scrollTo(0, 0);
  return [...faults, ...window.forbidden];
}

// What the rules of accessibility have against the banner, or against the page as a whole.
function faultsOfAccess(page) {
  return page.evaluate(async (region) => {
    const {violations} = await axe.run(document, {elementRef: true,
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]});
    const isOurs = ({element}) => element.closest(region) || element === document.documentElement;
    return violations.filter(({nodes}) => nodes.some(isOurs)).map(({id, nodes}) => `${id}: ${nodes.map((node) => node.html).join("; ")}`);
  }, REGION);
}

async function faultsOf(page, one, look) {
  await show(page, one, look);
  if (one.isRedrawn) await drawAnew(page);
  const faults = await page.evaluate(faultsOfLook, [REGION, !one.isEnlarged && !one.isRedrawn]);
  return [...faults, ...await faultsOfAccess(page)];
}

for (const [name, one] of Object.entries(PAGES)) {
  test(`On a hostile page the banner and the page are whole: ${name}`, async () => {
    const {context, page} = await open(one);
    for (const look of looks()) {
      const label = [name, look.role, look.stage, look.language].join(" × ");
      assert.deepEqual(await faultsOf(page, one, look).catch((error) => [error.message]), [], label);
      await page.screenshot({path: `${folder}/hostile.${label.replace(/\W+/g, "_")}.png`});
    }
    await context.close();
  });
}

test("A page that is drawn anew every second has one banner after each time, in its style", async () => {
  const {context, page} = await open();
  await show(page, PAGES["a page that is drawn anew"], {role: "billing", stage: "countdown", language: "en"});
  for (const times of [1, 2, 3]) {
    await page.waitForFunction((times) => Number(document.documentElement.dataset.drawn ?? 0) >= times, times);
    await frames(page);
    assert.equal(await page.locator(REGION).count(), 1, `drawn anew ${times} times`);
    await page.waitForFunction(isStyled, REGION);
  }
  await context.close();
});

test("A banner that is gone does not come back when the page is drawn anew", async () => {
  await product.publish(notice("drawn", SCENES.countdown(product.now)));
  const {context, page} = await open();
  await show(page, PAGES["a page that is drawn anew"], {role: "billing", stage: "drawn", language: "en"});
  await product.settle("drawn");
  await ask(page);
  await page.waitForSelector(REGION, {state: "detached", timeout: 60000});
  await page.evaluate(() => document.body.click());
  await frames(page);
  assert.equal(await page.locator(REGION).count(), 0);
  await context.close();
});

test("Printed, a page stands where it would without a banner", async () => {
  const {context, page} = await open();
  await page.emulateMedia({media: "print"});
  for (const look of looks()) {
    await show(page, PAGES["a strict policy"], look);
    const [isSeen, top, topWithout] = await page.evaluate((region) => {
      const topOf = () => document.querySelector("header").getBoundingClientRect().top;
      const root = document.querySelector(region);
      const seen = [root.checkVisibility(), topOf()];
      root.remove();
      return [...seen, topOf()];
    }, REGION);
    assert.deepEqual([isSeen, top], [false, topWithout], ["print", look.role, look.stage, look.language].join(" × "));
  }
  await context.close();
});

test("While stages change, the focus stays in the product's own field", async () => {
  await product.publish(notice("typing", SCENES.countdown(product.now)));
  const {context, page} = await open();
  await show(page, PAGES["a strict policy"], {role: "billing", stage: "typing", language: "en"});
  await page.focus("#email");
  for (const [stage, state] of [["passed", "gg-countdown"], ["read_only", "gg-read_only"], ["on_hold", "gg-held"], ["shutdown", "gg-shutdown"]]) {
    const text = await page.textContent(REGION);
    await product.publish(notice("typing", SCENES[stage](product.now)));
    await ask(page);
    await page.waitForFunction(([region, state, text]) => {
      const root = document.querySelector(region);
      return root?.matches(`.${state}`) && root.textContent !== text;
    }, [REGION, state, text], {timeout: 60000});
    assert.equal(await page.evaluate(() => document.activeElement.id), "email", stage);
  }
  await product.settle("typing");
  await ask(page);
  await page.waitForSelector(REGION, {state: "detached", timeout: 60000});
  assert.equal(await page.evaluate(() => document.activeElement.id), "email", "gone");
  await context.close();
});
