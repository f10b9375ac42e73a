// Products that stream: open tabs hear of changes without asking.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";

import {Product, REGION, SCENES, freeze, launch, notice} from "./support.mjs";

let browser, product;
before(async () => {
  browser = await launch();
  product = await Product.start({streams: 1});
});
after(async () => {
  await browser?.close();
  await product?.stop();
});

const SECONDS = {timeout: 60000};
const shows = (page, text) => page.waitForFunction(([region, text]) =>
  document.querySelector(region)?.textContent.includes(text), [REGION, text], SECONDS);

// A tab whose time stands still, so that it asks for nothing by itself; and what it was answered for a stream.
async function tab(session) {
  const context = await browser.newContext();
  await context.addCookies([{name: "session", value: session, url: product.url}]);
  const page = await context.newPage();
  await freeze(page, product.now);
  const answer = page.waitForResponse("**/gracegate/stream", SECONDS);
  await page.goto(product.url);
  return {context, page, status: (await answer).status()};
}
// The same, with the place that a tab which has gone leaves: the product notices that within seconds.
async function placedTab(session) {
  for (let left = 200; left > 0; --left) {
    const one = await tab(session);
    if (one.status === 200) return one;
    await one.context.close();
  }
  assert.fail(`${session} finds no place`);
}
const turnAway = (page) => page.evaluate(() => {
  Object.defineProperty(document, "visibilityState", {value: "hidden", configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
});

test("A tab that asks for nothing hears of the banner, of its changes and of its end", async () => {
  const {context, page} = await placedTab("told.billing.en");
  await product.publish(notice("told", SCENES.countdown(product.now)));
  await shows(page, "14 days");
  await product.publish(notice("told", SCENES.read_only(product.now)));
  await shows(page, "ead-only for now");
  await product.settle("told");
  await page.waitForFunction((region) => !document.querySelector(region), REGION, SECONDS);
  await context.close();
});

test("A hidden tab leaves its place to another one, and who has none asks", async () => {
  const first = await placedTab("first.billing.en");
  const second = await tab("second.billing.en");
  assert.equal(second.status, 204);
  await product.publish(notice("second", SCENES.countdown(product.now)));
  for (let i = 0; i < 12; ++i) await second.page.clock.runFor(1000);
  await shows(second.page, "14 days");
  await turnAway(first.page);
  const third = await placedTab("third.billing.en");
  for (const {context} of [first, second, third]) await context.close();
});
