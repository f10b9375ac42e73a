// Open tabs: what changes in them without a reload.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";

import {DAY, HOUR, Product, REGION, SCENES, caseAt, endedAt, freeze, launch, notice, visit} from "./support.mjs";

let browser, product;
before(async () => {
  browser = await launch();
  product = await Product.start();
});
after(async () => {
  await browser?.close();
  await product?.stop();
});

const SECONDS = {timeout: 60000};  // for a busy machine: what takes longer does not come at all
const shows = (page, text) => page.waitForFunction(([region, text]) =>
  document.querySelector(region)?.textContent.includes(text), [REGION, text], SECONDS);
// Time goes on, a second at a time, until the page is so: a timer that is set late is not missed, and an answer that
// is on its way arrives first.
async function becomes(page, what, isSo, ...given) {
  for (let left = 130; left > 0; --left) {
    const seen = page.waitForFunction(isSo, [REGION, ...given], {timeout: 250, polling: 50});
    if (await seen.then(() => true, () => false)) return;
    await page.clock.runFor(1000);
  }
  assert.fail(`the page does not become so: ${what}`);
}
const showsInTime = (page, text) => becomes(page, text, ([region, text]) =>
  document.querySelector(region)?.textContent.includes(text), text);
const goesInTime = (page) => becomes(page, "gone", ([region]) => !document.querySelector(region));
// A mark on the page itself, which a reload would take away.
const mark = (page) => page.evaluate(() => { window.isSamePage = true; });
const isSamePage = (page) => page.evaluate(() => window.isSamePage === true);
// As a form of the product's own.
const submit = (page) => page.evaluate(() => {
  const form = document.createElement("form");
  form.setAttribute("method", "post");
  form.setAttribute("action", "/save");
  document.body.append(form);
  form.submit();
});

// A tab whose time stands still until it is moved, together with the product's.
async function frozen(session, options) {
  const context = await browser.newContext(options);
  await context.addCookies([{name: "session", value: session, url: product.url}]);
  const page = await context.newPage();
  await freeze(page, product.now);
  const answer = page.waitForResponse("**/gracegate/standing", SECONDS);  // time must not pass under the first one
  await page.goto(product.url);
  await answer;
  await page.waitForFunction((region) => document.querySelector(`${region} .gg-live`)?.parentNode, REGION);
  return {context, page};
}
async function pass(page, seconds) {
  await product.advance(seconds);
  await page.clock.runFor(seconds * 1000 + 50);
}
// As a laptop that was closed: each timer that is due goes off once.
async function sleep_through(page, seconds) {
  await product.advance(seconds);
  await page.clock.fastForward(seconds * 1000);
}

test("The banner is gone seconds after payment, in every open tab, without reload", async () => {
  await product.publish(notice("payer", SCENES.countdown(product.now)));
  const tabs = [];
  for (const session of ["payer.billing.en", "payer.member.de", "payer.billing.ar"]) tabs.push(await visit(browser, product, session));
  for (const {page} of tabs) {
    await page.waitForSelector(REGION);
    await mark(page);
  }
  await product.settle("payer");
  for (const {page, violations, context} of tabs) {
    await page.waitForSelector(REGION, {state: "detached", ...SECONDS});
    assert.ok(await isSamePage(page));
    assert.deepEqual(violations, []);
    await context.close();
  }
});

test("Who has paid is thanked in the open tab, in green, told once, and the thanks go by themselves", async () => {
  await product.publish(notice("thanked", SCENES.read_only(product.now)));
  const {context, page} = await frozen("thanked.billing.en");
  await product.publish(notice("thanked", [], [endedAt(product.now, "settled", 900)]));
  await showsInTime(page, "Thank you: your payment has arrived");
  const colour = () => page.locator(REGION).evaluate((region) => getComputedStyle(region).backgroundColor);
  assert.equal(await colour(), "rgb(11, 107, 52)");
  await becomes(page, "told", ([region]) => document.querySelector(`${region} .gg-live`)?.textContent.startsWith("Thank you"));
  await pass(page, 900);
  await goesInTime(page);
  await page.clock.runFor(1000);
  assert.ok(!(await page.locator("body").textContent()).includes("no longer shown"));
  await context.close();
});

test("A banner is folded to a thin line by who wants it so, also on the next page, and never in the last days", async () => {
  const cases = (at) => [caseAt(at, 14 * DAY, {snooze_until: at + 30 * DAY})];
  await product.publish(notice("folded", cases(product.now)));
  const {context, page} = await frozen("folded.member.en");
  const height = () => page.locator(REGION).evaluate((region) => region.getBoundingClientRect().height);
  const whole = await height();
  await page.getByRole("button", {name: "Keep this small for now"}).focus();
  await page.keyboard.press("Enter");
  await becomes(page, "folded", ([region]) => document.querySelector(region).hasAttribute("data-thin"));
  assert.ok(await height() < whole / 2, `${await height()} of ${whole}`);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Show everything");
  assert.equal(await page.locator(`${REGION} .gg-count`).isVisible(), true);
  await page.goto(product.url + "/login/");
  assert.equal(await page.locator(`${REGION}[data-thin]`).count(), 1);
  await page.goto(product.url);
  await page.getByRole("button", {name: "Show everything"}).click();
  await becomes(page, "whole", ([region]) => !document.querySelector(region).hasAttribute("data-thin"));
  await page.getByRole("button", {name: "Keep this small for now"}).click();
  await becomes(page, "folded", ([region]) => document.querySelector(region).hasAttribute("data-thin"));
  await sleep_through(page, 11 * DAY);
  await becomes(page, "whole", ([region]) => !document.querySelector(region).hasAttribute("data-thin"));
  assert.equal(await page.locator(`${REGION} .gg-fold`).count(), 0);
  await context.close();
});

test("Who asked for help sees the answer on a folded banner, too", async () => {
  await product.publish(notice("folded_answer", SCENES.answered(product.now)));
  const {context, page} = await frozen("folded_answer.member.en.p-17");
  await page.getByRole("button", {name: "Keep this small for now"}).click();
  await becomes(page, "folded", ([region]) => document.querySelector(region).hasAttribute("data-thin"));
  assert.equal(await page.getByText("Please sign out once and in again").isVisible(), true);
  await context.close();
});

test("What the product puts into the banner is in one that appears later, and stays when it changes", async () => {
  const {context, page} = await visit(browser, product, "slotted.member.en");
  await page.evaluate(() => {
    const logo = document.createElement("b");
    logo.append("Notes Ltd");
    const slot = document.createElement("div");
    slot.setAttribute("class", "gg-slot gg-slot-start");
    slot.append(logo);
    const slots = document.createElement("template");
    slots.setAttribute("id", "gracegate-slots");
    slots.content.append(slot);
    document.body.append(slots);
  });
  for (const scene of ["countdown", "read_only"]) {
    await product.publish(notice("slotted", SCENES[scene](product.now)));
    await shows(page, scene === "countdown" ? "14 days" : "ead-only for now");
    assert.equal(await page.locator(`${REGION} .gg-inner > .gg-slot-start:first-child b`).textContent(), "Notes Ltd");
  }
  await context.close();
});

test("Without scripts nothing is folded that could not be unfolded", async () => {
  await product.publish(notice("unfolded", [caseAt(product.now, 14 * DAY, {snooze_until: product.now + 9 * DAY})]));
  const context = await browser.newContext({javaScriptEnabled: false});
  await context.addCookies([{name: "session", value: "unfolded.member.en", url: product.url},
    {name: "gracegate_snooze", value: "c_8f3k2m9q4t7w1x5z", url: product.url}]);
  const page = await context.newPage();
  await page.goto(product.url);
  assert.equal(await page.locator(`${REGION}[data-thin]`).count(), 1);
  assert.equal(await page.locator(`${REGION} .gg-way-stuck`).isVisible(), true);
  assert.equal(await page.locator(`${REGION} .gg-fold`).isVisible(), false);
  await context.close();
});

test("A banner appears in an open tab without reload, under a strict policy", async () => {
  const {context, page, violations} = await visit(browser, product, "later.billing.en");
  assert.equal(await page.locator(REGION).count(), 0);
  await mark(page);
  await product.publish(notice("later", SCENES.countdown(product.now)));
  await shows(page, "14 days");
  assert.equal(await page.evaluate((region) => document.body.firstElementChild.matches(region), REGION), true);
  assert.ok(await isSamePage(page));
  assert.deepEqual(violations, []);
  await context.close();
});

test("The policy is as strict as it is said to be", async () => {
  const {context, page} = await visit(browser, product, "nobody.member.en");
  const outcome = await page.evaluate(() => {
    const style = document.createElement("p");
    style.setAttribute("style", "color: red");
    let html = "allowed";
    try { style.innerHTML = "<b>x</b>"; } catch { html = "refused"; }
    return {html, style: style.style.color};
  });
  assert.deepEqual(outcome, {html: "refused", style: ""});
  await context.close();
});

test("A tab that runs across the deadline switches on time", async () => {
  await product.publish(notice("across", [caseAt(product.now, 90, {gap: 0})]));
  const {context, page} = await frozen("across.billing.en");
  await shows(page, "2 minutes left");
  await pass(page, 40);
  await showsInTime(page, "1 minute left");
  await pass(page, 15);
  assert.match(await page.textContent(REGION), /1 minute left/);
  assert.match(await page.getAttribute(REGION, "class"), /gg-countdown/);
  await product.advance(35);
  await showsInTime(page, "Read-only for now");
  assert.match(await page.getAttribute(REGION, "class"), /gg-read_only/);
  await context.close();
});

test("A tab that the product does not answer keeps its banner and goes on counting", async () => {
  await product.publish(notice("cut_off", [caseAt(product.now, 3 * HOUR)]));
  const {context, page} = await frozen("cut_off.billing.en");
  await shows(page, "3 hours left");
  await page.route("**/gracegate/standing", (route) => route.abort());
  await page.clock.fastForward(61 * 60 * 1000);
  await showsInTime(page, "2 hours left");
  await page.clock.fastForward(90 * 60 * 1000);
  await showsInTime(page, "29 minutes left");
  await page.unroute("**/gracegate/standing");
  await product.settle("cut_off");
  await goesInTime(page);
  await context.close();
});

test("At the deadline a tab that gets no answer says what the page would say, and asks at once", async () => {
  for (const [account, gap, text, state] of [
    ["unheard", 17 * HOUR, "The deadline has passed. The read-only limit starts in 17 hours.", "gg-countdown"],
    ["unheard_limit", 0, "Read-only for now. The service pauses in 7 days.", "gg-read_only"]]) {
    await product.publish(notice(account, [caseAt(product.now, 90, {gap})]));
    const {context, page} = await frozen(`${account}.billing.en`);
    await pass(page, 40);
    await showsInTime(page, "1 minute left");
    await page.evaluate(() => {
      window.asked = 0;
      window.fetch = () => { ++window.asked; return Promise.reject(new Error("cut off")); };
    });
    const look = () => page.evaluate((region) => ({asked: window.asked, text: document.querySelector(region).textContent}), REGION);
    let before, seen = await look();
    for (let left = 60; left > 0 && !seen.text.includes(text); --left) {
      assert.match(seen.text, /1 minute left/);
      before = seen;
      await page.clock.runFor(1000);
      seen = await look();
    }
    assert.ok(seen.text.includes(text), seen.text);
    assert.ok(seen.asked > before.asked);
    assert.ok((await page.getAttribute(REGION, "class")).includes(state));
    await context.close();
  }
});

test("A hold that begins is told in open tabs", async () => {
  await product.publish(notice("held", SCENES.countdown(product.now)));
  const {context, page} = await visit(browser, product, "held.billing.en");
  await shows(page, "14 days left");
  await product.publish(notice("held", SCENES.on_hold(product.now)));
  await shows(page, "The deadline is paused until");
  await page.waitForSelector(`${REGION}.gg-held`);
  await context.close();
});

test("The link that has the focus keeps it when the count changes", async () => {
  await product.publish(notice("focus", [caseAt(product.now, 2 * DAY + 5)]));
  const {context, page} = await frozen("focus.billing.en");
  await shows(page, "3 days left");
  await page.focus(`${REGION} .gg-way-question`);
  await pass(page, 10);
  await shows(page, "2 days left");
  assert.equal(await page.evaluate(() => document.activeElement.className), "gg-way gg-way-question");
  await context.close();
});

test("What a small screen has unfolded stays so, with the focus on it, when the count changes", async () => {
  await product.publish(notice("unfolded", [caseAt(product.now, 2 * DAY + 5)]));
  const {context, page} = await frozen("unfolded.billing.en", {viewport: {width: 320, height: 640}});
  await shows(page, "3 days left");
  await page.click(`${REGION} summary`);
  await product.publish(notice("unfolded", [caseAt(product.now, 2 * DAY + 5, {reference: "§ 9.9"})]));
  await pass(page, 10);
  await shows(page, "2 days left");
  await showsInTime(page, "§ 9.9");
  assert.equal(await page.locator(`${REGION} .gg-text`).isVisible(), true);
  assert.equal(await page.evaluate(() => document.activeElement.className), "gg-summary");
  await context.close();
});

test("A screen reader is told once per stage, not with each count", async () => {
  await product.publish(notice("heard", [caseAt(product.now, 125, {gap: 0})]));
  const {context, page} = await frozen("heard.billing.en");
  await shows(page, "3 minutes left");
  await page.evaluate((region) => {
    window.said = [];
    new MutationObserver(() => window.said.push(document.querySelector(`${region} .gg-live`).textContent))
      .observe(document.querySelector(`${region} .gg-live`), {childList: true, characterData: true, subtree: true});
  }, REGION);
  await pass(page, 10);
  await showsInTime(page, "2 minutes left");
  await pass(page, 60);
  await showsInTime(page, "1 minute left");
  assert.deepEqual(await page.evaluate(() => window.said), []);
  await product.advance(60);
  await showsInTime(page, "Read-only for now");
  await page.clock.runFor(1000);
  await page.waitForFunction(() => window.said.length > 0);
  const said = await page.evaluate(() => window.said);
  assert.equal(said.length, 1);
  assert.match(said[0], /^Read-only for now/);
  await page.clock.runFor(6000);  // who comes upon it later would hear a count of then
  await page.waitForFunction((region) => document.querySelector(`${region} .gg-live`).textContent === "", REGION);
  await context.close();
});

test("The page of a refused form tells when it is possible again, without sending the form anew", async () => {
  await product.publish(notice("refused", SCENES.read_only(product.now)));
  const {context, page, violations} = await visit(browser, product, "refused.member.en");
  const posts = [];
  page.on("request", (request) => request.method() === "POST" && posts.push(request.url()));
  await submit(page);
  const again = page.locator(".gg-page .gg-again");
  await again.waitFor();
  await mark(page);
  await page.waitForResponse("**/gracegate/standing", SECONDS);
  assert.equal(await page.textContent(".gg-possible[role=status]"), "");
  assert.equal(await page.locator(REGION).count(), 0);
  await product.settle("refused");
  await page.waitForFunction(() => document.querySelector(".gg-possible").textContent.startsWith("This works again now. Go back and save once more"), null, SECONDS);
  assert.ok(await isSamePage(page));
  await again.click();
  await page.waitForURL(`${product.url}/`);
  assert.equal(await page.locator(".gg-page").count(), 0);
  assert.equal(posts.length, 1);
  assert.deepEqual(violations.filter((text) => !text.includes("402")), []);
  await context.close();
});

test("The page of a refused request leads on with scripts off", async () => {
  await product.publish(notice("unscripted", SCENES.shutdown(product.now)));
  const {context, page} = await visit(browser, product, "unscripted.member.en", {javaScriptEnabled: false, path: "/"});
  assert.equal(await page.locator(".gg-page").count(), 1);
  await product.settle("unscripted");
  await page.click(".gg-again");
  await page.locator("body:not(.gg-page) header").waitFor();
  await context.close();
});

test("A screen reader is told that the banner is gone, and the keyboard goes on where it was", async () => {
  await product.publish(notice("gone", [caseAt(product.now, 2 * DAY)]));
  const {context, page} = await frozen("gone.billing.en");
  await page.focus(`${REGION} .gg-way-pay`);
  await product.settle("gone");
  await page.clock.runFor(5000);
  await page.waitForSelector(REGION, {state: "detached", ...SECONDS});
  assert.equal(await page.evaluate(() => document.activeElement.className), "gg-gone");
  await page.clock.runFor(1000);
  assert.equal(await page.textContent(".gg-gone[role=status]"), "The message about your account is no longer shown. Everything works as usual.");
  await page.clock.runFor(30000);
  assert.equal(await page.locator(".gg-gone").count(), 1);
  await page.keyboard.press("Tab");
  assert.equal(await page.locator(".gg-gone").count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement === document.querySelector("a, button, input")), true);
  await context.close();
});

test("With scripts off the page has the whole banner", async () => {
  await product.publish(notice("static", SCENES.countdown(product.now)));
  const {context, page} = await visit(browser, product, "static.billing.en", {javaScriptEnabled: false});
  const text = await page.textContent(REGION);
  for (const part of ["14 days", "left to settle an open invoice", "USD\u00a030,000.00", "Ada Example"]) {
    assert.ok(text.includes(part), part);
  }
  assert.match(text, /Deadline\d+ December 2026, \d\d:\d\d CET/);
  assert.equal(await page.locator(`${REGION} a`).count(), 7);
  assert.ok(await page.locator(REGION).isVisible());
  await context.close();
});

test("After sign-out, and about another account, an open page does not say that everything works again", async () => {
  await product.publish(notice("theirs", SCENES.read_only(product.now)));
  const elsewhere = [["signed out", ""], ["another account", "cleared.billing.en"]];
  for (const [what, session] of elsewhere) {
    const {context, page} = await frozen("theirs.billing.en");
    await page.focus(`${REGION} .gg-way-pay`);
    await context.addCookies([{name: "session", value: session, url: product.url}]);
    await goesInTime(page);
    await page.clock.runFor(5000);
    assert.equal(await page.textContent(".gg-gone"), "", what);
    await context.close();
  }
  for (const [what, session] of elsewhere) {
    const {context, page} = await visit(browser, product, "theirs.member.en");
    const answer = () => page.waitForResponse("**/gracegate/standing", SECONDS);
    const refused = answer();
    await submit(page);
    await page.locator(".gg-page .gg-again").waitFor();
    await refused;
    await context.addCookies([{name: "session", value: session, url: product.url}]);
    for (let i = 0; i < 3; ++i) await answer();  // by the third, the second has been taken
    assert.equal(await page.textContent(".gg-possible"), "", what);
    await context.close();
  }
});

test("Another account in the same tab has its own banner", async () => {
  await product.publish(notice("first", SCENES.countdown(product.now)));
  const {context, page} = await visit(browser, product, "first.billing.en");
  await shows(page, "14 days left");
  await context.addCookies([{name: "session", value: "without.billing.en", url: product.url}]);
  await page.waitForSelector(REGION, {state: "detached", ...SECONDS});
  await context.close();
});

test("However many open tabs ask the product, the entitlement server is not asked once more", async () => {
  await product.publish(notice("crowd", SCENES.countdown(product.now)));
  const asked = await product.asked();
  assert.ok(asked > 0);
  const poll = async () => {
    const answer = await product.get("/gracegate/standing", "crowd.billing.en");
    assert.equal((await answer.json()).account, "crowd");
  };
  for (let sent = 0; sent < 2000; sent += 4) await Promise.all(Array.from({length: 4}, poll));
  assert.equal(await product.asked(), asked);
  await product.settle("crowd");
  assert.ok(await product.asked() > asked);
});
