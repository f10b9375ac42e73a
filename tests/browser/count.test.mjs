// One count, wherever the browser thinks that it is and whatever time it thinks that it is.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";

import {BERLIN, DAY, HOUR, KIRITIMATI, PAGO_PAGO, Product, REGION, caseAt, freeze, launch, notice} from "./support.mjs";

const at = (...utc) => Date.UTC(...utc) / 1000;
const YEAR = 365 * DAY;

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

// `wrong`: by how much the browser's own clock is wrong.
async function open(product, {zone, wrong = 0}, session) {
  const context = await browser.newContext({timezoneId: zone});
  await context.addCookies([{name: "session", value: session, url: product.url}]);
  const page = await context.newPage();
  await freeze(page, product.now + wrong);
  const standing = page.waitForResponse("**/gracegate/standing");
  await page.goto(product.url);
  await standing;
  return {context, page};
}

async function counts(product, session) {
  const html = await (await product.get("/", session, {Accept: "text/html"})).text();
  const api = await (await product.get("/gracegate/standing", session)).json();
  return {html: html.match(/<strong class="gg-count">([^<]*)</)[1], api: api.banner.count_text, terminal: await product.terminal(session)};
}

const BROWSERS = {
  "UTC−11": {zone: "Pacific/Pago_Pago"},
  "UTC+14": {zone: "Pacific/Kiritimati"},
  "Berlin": {zone: "Europe/Berlin"},
  "a clock three years ahead": {zone: "UTC", wrong: 3 * YEAR},
  "a clock a year behind": {zone: "America/New_York", wrong: -YEAR},
};

const STRETCHES = {
  "to summer time": {start: at(2026, 2, 28, 20), deadline: at(2026, 3, 2, 12), stops: [
    at(2026, 2, 29, 0, 59, 59), at(2026, 2, 29, 1, 0, 1), at(2026, 2, 30, 11, 59, 59), at(2026, 2, 30, 12, 0, 1),
    at(2026, 3, 1, 12), at(2026, 3, 1, 12, 0, 1), at(2026, 3, 2, 11, 0, 1), at(2026, 3, 2, 11, 59)]},
  "back from summer time": {start: at(2026, 9, 24, 20), deadline: at(2026, 9, 27, 0, 30), stops: [
    at(2026, 9, 25, 0, 29, 59), at(2026, 9, 25, 0, 59, 59), at(2026, 9, 25, 1, 0, 1), at(2026, 9, 26, 0, 30),
    at(2026, 9, 26, 0, 30, 1), at(2026, 9, 26, 23, 30, 1)]},
};

for (const [stretch, {start, deadline, stops}] of Object.entries(STRETCHES)) {
  test(`The count is the same in page, API and terminal, in every browser, on the way ${stretch}`, async (t) => {
    const product = await Product.start({now: start});
    t.after(() => product.stop());
    const zones = {berlin: BERLIN, pago_pago: PAGO_PAGO, kiritimati: KIRITIMATI};
    for (const [account, zone] of Object.entries(zones)) {
      await product.publish({...notice(account, [caseAt(start, deadline - start)]), zone});
    }
    const tabs = [];
    for (const [name, kind] of Object.entries(BROWSERS)) {
      const live = await open(product, kind, "berlin.billing.en");
      const alone = await open(product, kind, "berlin.billing.en");
      await alone.page.route("**/gracegate/standing", (route) => route.abort());
      tabs.push({name, ...live}, {name: `${name}, cut off`, ...alone});
    }
    for (const stop of stops) {
      const step = stop - product.now;
      await product.advance(step);
      const {html, api, terminal} = await counts(product, "berlin.billing.en");
      assert.equal(html, api);
      assert.ok(terminal.includes(`${api} left`), terminal);
      for (const account of Object.keys(zones)) assert.equal((await counts(product, `${account}.billing.en`)).api, api, account);
      for (const {name, page} of tabs) {
        await page.clock.fastForward(step * 1000);
        await page.waitForFunction(([region, text]) => document.querySelector(`${region} .gg-count`)?.textContent === text,
          [REGION, api], {timeout: 60000}).catch(async () =>
          assert.fail(`${name} at ${stop}: ${await page.textContent(`${REGION} .gg-count`)}, expected ${api}`));
      }
    }
    for (const tab of tabs) await tab.context.close();
  });
}

test("The deadline is shown in the account's zone, with its name, in every browser", async (t) => {
  const product = await Product.start();
  t.after(() => product.stop());
  for (const [account, zone, text] of [["berlin", BERLIN, "6 December 2026, 16:18 CET"],
    ["pago_pago", PAGO_PAGO, "6 December 2026, 04:18 SST"], ["kiritimati", KIRITIMATI, "7 December 2026, 05:18 UTC+14:00"]]) {
    await product.publish({...notice(account, [caseAt(product.now, 14 * DAY, {gap: HOUR})]), zone});
    for (const kind of Object.values(BROWSERS)) {
      const {context, page} = await open(product, kind, `${account}.member.en`);
      assert.equal(await page.textContent(`${REGION} .gg-value`), text);
      await context.close();
    }
  }
});
