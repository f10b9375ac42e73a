// Public filter lists, EasyList and Fanboy's Annoyance List (cookie notices are in it), take nothing of the banner away.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {after, before, test} from "node:test";

import {Product, REGION, SCENES, launch, visit} from "./support.mjs";

const require = createRequire(import.meta.url);
const {FiltersEngine, Request} = require("@ghostery/adblocker");
// The package's program is not used: it brings the lists.
const lists = ["easylist", "fanboy-annoyance"].map((name) => readFileSync(require.resolve(`cosmetic-filter/easylist/${name}.txt`), "utf8"));

let browser, product, engine;
before(async () => {
  engine = FiltersEngine.parse(lists.join("\n"));
  browser = await launch();
  product = await Product.withScenes();
});
after(async () => {
  await browser?.close();
  await product?.stop();
});

const SITE = "https://notes.example.com/";

// What the lists hide on a page with these names and addresses, as a style sheet.
function hidingOf({ids, classes, hrefs}) {
  return engine.getCosmeticsFilters({url: SITE, hostname: "notes.example.com", domain: "example.com", ids, classes, hrefs,
    getBaseRules: true, getInjectionRules: false, getExtendedRules: false, getRulesFromDOM: true, getRulesFromHostname: true}).styles;
}

const namesIn = (page) => page.evaluate(() => {
  const all = [...document.querySelectorAll("*")];
  return {ids: all.map((node) => node.id).filter(Boolean), classes: all.flatMap((node) => [...node.classList]),
    hrefs: all.map((node) => node.getAttribute("href")).filter(Boolean)};
});

// How many rules there are, and what of the banner or of `.control` they hide.
const hiddenBy = (page, style) => page.evaluate(([style, region]) => {
  const nodes = [...document.querySelectorAll(`${region}, ${region} *, .control`)].filter((node) => node.checkVisibility());
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
  return {rules: sheet.cssRules.length, nodes: nodes.length,
    hidden: nodes.filter((node) => !node.checkVisibility({checkVisibilityCSS: true})).map((node) => node.className)};
}, [style, REGION]);

for (const role of ["member", "billing"]) {
  test(`No element of the banner is hidden by a public filter list: ${role}`, async () => {
    for (const scene of Object.keys(SCENES)) {
      const {context, page} = await visit(browser, product, `${scene}.${role}.en`);
      const {rules, nodes, hidden} = await hiddenBy(page, hidingOf(await namesIn(page)));
      assert.ok(rules > 0 && nodes > 10, `${scene}: ${rules} rules, ${nodes} elements`);
      assert.deepEqual(hidden, [], scene);
      await context.close();
    }
  });
}

test("The lists hide what is named like an advertisement or a cookie notice", async () => {
  const {context, page} = await visit(browser, product, "countdown.billing.en");
  await page.evaluate(() => {
    for (const name of ["ad-banner", "cookie-notice"]) {
      const node = document.createElement("p");
      node.setAttribute("class", `control ${name}`);
      node.append(name);
      document.body.append(node);
    }
  });
  const {hidden} = await hiddenBy(page, hidingOf(await namesIn(page)));
  assert.deepEqual(hidden, ["control ad-banner", "control cookie-notice"]);
  await context.close();
});

test("No request of the banner is blocked by a public filter list", () => {
  const isBlocked = (url, type) => engine.match(Request.fromRawDetails({url, sourceUrl: SITE, type})).match;
  for (const [path, type] of [["banner.js", "script"], ["banner.css", "stylesheet"], ["standing", "xhr"]]) {
    assert.equal(isBlocked(`${SITE}gracegate/${path}`, type), false, path);
  }
  assert.equal(isBlocked("https://ad.doubleclick.net/adj/banner.js", "script"), true);
});
