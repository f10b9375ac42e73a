// What is shown to whom: readable for everybody, and nothing of what is not for them.
import assert from "node:assert/strict";
import {createRequire} from "node:module";
import {after, before, test} from "node:test";

import {Product, REGION, SCENES, launch, localesOf, pathOf, screenshots, visit} from "./support.mjs";

const axe = createRequire(import.meta.url)("axe-core").source;
const SECRETS = ["30,000", "30.000", "30000", "INV-2044", "pay.example.com", "§ 7.2"];

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

async function faults(page) {
  const {violations} = await page.evaluate(() => axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}));
  return violations.map(({id, nodes}) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join("; ")}`);
}

// A page of each person, with all that came over the wire for it.
async function look(session, {path = pathOf(session.split(".")[0]), ...options} = {}) {
  const context = await browser.newContext({viewport: {width: 1280, height: 720}, ...options});
  await context.addInitScript({content: axe});
  await context.addCookies([{name: "session", value: session, url: product.url}]);
  const page = await context.newPage();
  const bodies = [];
  page.on("response", (response) => bodies.push(response.text().catch(() => "")));
  const standing = page.waitForResponse("**/gracegate/standing", {timeout: 10000}).catch(() => null);
  await page.goto(product.url + path);
  if (await page.locator(REGION).count() > 0) await standing;
  return {context, page, bytes: async () => (await Promise.all(bodies)).join("\n")};
}

for (const scene of Object.keys(SCENES)) {
  for (const role of ["member", "billing"]) {
    test(`Nobody is kept out by how it looks: ${scene}, ${role}`, async () => {
      for (const locale of localesOf(scene)) {
        for (const colorScheme of locale === "en" ? ["light", "dark"] : ["light"]) {
          const session = `${scene}.${role}.${locale}`;
          const {context, page} = await look(session, {colorScheme});
          assert.deepEqual(await faults(page), [], `${session} ${colorScheme}`);
          await page.screenshot({path: `${folder}/${session}.${colorScheme}.png`, fullPage: true});
          await context.close();
        }
      }
    });
  }
}

test("Nobody is kept out by how it looks: pages of refused requests", async () => {
  for (const session of localesOf("shutdown").flatMap((locale) => [`shutdown.member.${locale}`, `shutdown.billing.${locale}`])) {
    for (const options of [{}, {colorScheme: "dark"}, {viewport: {width: 320, height: 640}}]) {
      const {context, page} = await look(session, {...options, path: "/"});
      assert.equal(await page.locator("body.gg-page").count(), 1);
      assert.deepEqual(await faults(page), [], `${session} ${JSON.stringify(options)}`);
      await page.screenshot({path: `${folder}/refused.${session}.${Object.values(options).map(JSON.stringify).join("").replace(/\W+/g, "_")}.png`, fullPage: true});
      await context.close();
    }
  }
});

test("What is hard to read is found", async () => {
  const {context, page} = await look("countdown.billing.en");
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":root { --gracegate-surface: #ff9999; }");
    document.adoptedStyleSheets = [sheet];
  });
  const found = await faults(page);
  assert.equal(found.length, 1);
  assert.match(found[0], /^color-contrast: /);
  await context.close();
});

test("No amount, invoice, clause or pay link is in the bytes that members get", async () => {
  for (const scene of Object.keys(SCENES)) {
    for (const locale of localesOf(scene)) {
      for (const path of ["/", "/login/"]) {
        const {context, bytes} = await look(`${scene}.member.${locale}`, {path});
        const all = await bytes();
        assert.ok(all.includes(`lang="${locale}"`));
        for (const secret of SECRETS) assert.ok(!all.includes(secret), `${secret} in ${scene} ${locale} ${path}`);
        await context.close();
      }
    }
  }
  const {context, bytes} = await look("countdown.billing.en");
  const all = await bytes();
  for (const secret of ["30,000", "INV-2044", "pay.example.com"]) assert.ok(all.includes(secret), secret);
  await context.close();
});

test("The count is the biggest thing on the page, white on red", async () => {
  const {context, page} = await visit(browser, product, "countdown.billing.en");
  const found = await page.evaluate((region) => {
    const size = (node) => parseFloat(getComputedStyle(node).fontSize);
    const count = document.querySelector(`${region} .gg-count`);
    const others = [...document.querySelectorAll("body *")].filter((node) => node !== count).map(size);
    const [r, g, b] = getComputedStyle(document.querySelector(region)).backgroundColor.match(/\d+/g).map(Number);
    return {ratio: size(count) / Math.max(...others), isRed: r > 150 && g < 40 && b < 60, ink: getComputedStyle(count).color};
  }, REGION);
  assert.ok(found.ratio > 1.5, String(found.ratio));
  assert.ok(found.isRed);
  assert.equal(found.ink, "rgb(255, 255, 255)");
  await context.close();
});

test("A product changes the colours on :root, and the banner takes them", async () => {
  const {context, page} = await visit(browser, product, "countdown.billing.en");
  const surface = await page.evaluate((region) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":root { --gracegate-surface: #004488; }");
    document.adoptedStyleSheets = [sheet];
    return getComputedStyle(document.querySelector(region)).backgroundColor;
  }, REGION);
  assert.equal(surface, "rgb(0, 68, 136)");
  await context.close();
});
