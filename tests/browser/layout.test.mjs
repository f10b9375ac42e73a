// The banner covers nothing and fits everywhere.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";

import {LOCALES, Product, REGION, SCENES, enlarge, launch, localesOf, screenshots, visit} from "./support.mjs";

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

// Zooming a page to 200 % halves its viewport and doubles its pixels.
const SCREENS = {
  "320 px": {viewport: {width: 320, height: 640}},
  "200 % zoom": {viewport: {width: 640, height: 360}, deviceScaleFactor: 2},
  "a wide screen": {viewport: {width: 1280, height: 720}},
};

// Faults of a page: controls that something else lies on, that are small, or what is wider than the screen.
function faultsOfLayout(region) {
  const faults = [];
  document.querySelector(`${region} .gg-rest`).open = true;
  const name = (node) => `${node.tagName} ${node.className} ${node.textContent.trim().slice(0, 30)}`;
  for (const control of document.querySelectorAll("a, button, input, summary")) {
    if (!control.checkVisibility()) continue;  // nothing is folded away where there is room
    control.scrollIntoView({block: "center"});
    const box = control.getBoundingClientRect();
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!control.contains(hit)) faults.push(`covered: ${name(control)}`);
    if (box.height < 24 || box.width < 24) faults.push(`small: ${name(control)}`);
  }
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) faults.push(`scrolls sideways: ${document.documentElement.scrollWidth}`);
  for (const node of document.querySelectorAll(`${region} *:not(.gg-live)`)) {
    const box = node.getBoundingClientRect();
    if (box.left < 0 || box.right > width + 0.5) faults.push(`sticks out: ${name(node)}`);
  }
  const banner = document.querySelector(region)?.getBoundingClientRect();
  const header = document.querySelector("header")?.getBoundingClientRect();
  if (banner && header && banner.bottom > header.top + 0.5) faults.push("lies over the header");
  return faults;
}

for (const [screen, options] of Object.entries(SCREENS)) {
  test(`The banner covers no control and fits: ${screen}`, async () => {
    for (const scene of Object.keys(SCENES)) {
      for (const session of [`${scene}.member.en`, ...localesOf(scene).map((locale) => `${scene}.billing.${locale}`)]) {
        const {context, page} = await visit(browser, product, session, options);
        await page.screenshot({path: `${folder}/${session}.${options.viewport.width}.png`, fullPage: true});
        assert.deepEqual(await page.evaluate(faultsOfLayout, REGION), [], session);
        await context.close();
      }
    }
  });
}

test("On a small screen with text of twice its size the first screen has the count in one line, deadline, amount and how to pay", async () => {
  const {viewport} = SCREENS["320 px"];
  for (const scene of ["countdown", "last_day", "passed", "read_only"]) {
    for (const locale of LOCALES) {
      const session = `${scene}.billing.${locale}`;
      const {context, page} = await visit(browser, product, session, {viewport, javaScriptEnabled: locale !== "en"});
      await enlarge(page);
      await page.screenshot({path: `${folder}/${session}.enlarged.png`});
      const bottom = async (part) => Math.max(...await page.locator(`${REGION} ${part}`).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().bottom)));
      for (const part of [".gg-count", ".gg-value", ".gg-way-pay"]) assert.ok(await bottom(part) <= viewport.height, `${session} ${part}`);
      const count = await page.locator(`${REGION} .gg-count`).evaluate((one) => ({lines: new Set([...one.getClientRects()].map((box) => Math.round(box.top))).size,
        fits: document.documentElement.scrollWidth <= document.documentElement.clientWidth}));
      assert.deepEqual(count, {lines: 1, fits: true}, session);
      const height = await bottom(".gg-inner");
      assert.ok(height <= 1.5 * viewport.height, `${session}: ${height} px`);
      await context.close();
    }
  }
});

// Words that do not fit into a line, of languages that write spaces; addresses may be broken.
function brokenWords() {
  const isOnOneLine = (text, {0: word, index}) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size === 1;
  };
  return [...document.querySelectorAll(".gg-sheet :not(.gg-mailto)")].flatMap((node) => [...node.childNodes])
    .filter((node) => node.nodeType === Node.TEXT_NODE)
    .flatMap((text) => [...text.data.matchAll(/[\p{L}\p{M}’]+/gu)].filter((word) => !isOnOneLine(text, word)).map(([word]) => word));
}

test("On a small screen with text of twice its size the page of a refused request breaks no word", async () => {
  for (const locale of LOCALES) {
    const spaced = !["ja", "ko", "zh-Hans"].includes(locale);
    for (const scene of ["read_only", "shutdown"]) {
      const session = `${scene}.billing.${locale}`;
      const {context, page} = await visit(browser, product, session, {...SCREENS["320 px"], path: "/"});
      if (scene === "read_only") await page.locator("form button").first().click();
      await page.locator(".gg-sheet").waitFor();
      await enlarge(page);
      await page.screenshot({path: `${folder}/refused.${session}.enlarged.png`, fullPage: true});
      if (spaced) assert.deepEqual(await page.evaluate(brokenWords), [], session);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), session);
      await context.close();
    }
  }
});

test("On a small screen the full stop after the count stays on the line of the count", async () => {
  for (const session of ["passed.billing.en", "read_only.billing.en"]) {
    const {context, page} = await visit(browser, product, session, SCREENS["320 px"]);
    await enlarge(page);
    const [stop, ofCount] = await page.evaluate((region) => {
      const count = document.querySelector(`${region} .gg-count`);
      const range = document.createRange();
      range.setStart(count.nextSibling, 0);
      range.setEnd(count.nextSibling, 1);
      return [range.getBoundingClientRect().bottom, [...count.getClientRects()].at(-1)].map((box) => box.bottom ?? box);
    }, REGION);
    assert.ok(stop <= ofCount + 1, `${session}: ${stop} is below ${ofCount}`);
    await context.close();
  }
});

test("What a small screen folds away can be opened with the keyboard, with scripts off too", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const {context, page} = await visit(browser, product, "countdown.billing.en", {...SCREENS["320 px"], javaScriptEnabled});
    const folded = [".gg-text", ".gg-contact", ".gg-way-question", ".gg-way-time", ".gg-way-export"];
    for (const part of folded) assert.equal(await page.locator(`${REGION} ${part}`).isVisible(), false, part);
    for (let i = 0; i < 3; ++i) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    for (const part of folded) assert.equal(await page.locator(`${REGION} ${part}`).isVisible(), true, part);
    await context.close();
  }
});

test("Nothing of it is printed", async () => {
  const {context, page} = await visit(browser, product, "countdown.billing.en");
  assert.equal(await page.locator(REGION).isVisible(), true);
  await page.emulateMedia({media: "print"});
  assert.equal(await page.locator(REGION).isVisible(), false);
  await context.close();
});

test("All ways out can be reached with the keyboard, in their order, and the focus can be seen", async () => {
  const {context, page} = await visit(browser, product, "countdown.billing.en");
  const reached = [];
  for (let i = 0; i < 7; ++i) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return [document.activeElement.className, style.outlineStyle, parseFloat(style.outlineWidth) >= 2];
    }));
  }
  assert.deepEqual(reached, ["gg-way gg-way-pay", "gg-way gg-way-stuck", "gg-mailto", "gg-tel", "gg-way gg-way-question", "gg-way gg-way-time",
    "gg-way gg-way-export"].map((name) => [name, "solid", true]));
  await context.close();
});

test("A page whose own style is hostile to lists, links and text keeps a readable banner", async () => {
  const {context, page} = await visit(browser, product, "countdown.billing.en", SCREENS["320 px"]);
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { margin: 0; padding: 0; text-transform: uppercase; line-height: 1; float: left; color: red }
      a { display: none; position: absolute } ul, dl { height: 0; overflow: hidden } p { visibility: hidden; white-space: nowrap }
      section { position: fixed; display: none } strong { font-size: 4px }`);
    document.adoptedStyleSheets = [sheet];
  });
  await page.evaluate((region) => { document.querySelector(`${region} .gg-rest`).open = true; }, REGION);
  const seen = await page.evaluate((region) => [...document.querySelectorAll(`${region}, ${region} a, ${region} p:not(.gg-live), ${region} .gg-count`)]
    .map((node) => [node.className, node.checkVisibility({checkVisibilityCSS: true}), getComputedStyle(node).position, getComputedStyle(node).textTransform]), REGION);
  assert.ok(seen.length >= 9);
  for (const [name, ...rest] of seen) assert.deepEqual(rest, [true, "static", "none"], name);
  await context.close();
});
