// What support does all day, done with the mouse, with the keyboard alone, and in a browser without scripts.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";

import {start} from "../../openapi/server.mjs";
import {Desk, keep} from "./desk.mjs";

let desk;
before(async () => { desk = await Desk.start(); });
after(async () => { await desk.stop(); });

// Hands with a mouse, or on the keyboard.
const mouse = {
  async press(target) { await target.click(); },
  async write(target, text) { await target.fill(text); },
  async choose(target, label) { await target.selectOption({label}); },
};

async function reach(target) {
  const page = target.page();
  if (await page.evaluate(() => document.activeElement === document.body)) {
    await page.keyboard.press("Tab"); // the link past the navigation comes first, where the page begins at its top
    if (await page.evaluate(() => document.activeElement.matches(".skip"))) await page.keyboard.press("Enter");
  }
  for (let i = 0; i < 200; ++i) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${target} cannot be reached with Tab`);
}

const keyboard = {
  async press(target) {
    await reach(target);
    await target.press("Enter"); // waits for the page that follows
  },
  async write(target, text) {
    await reach(target);
    await target.page().keyboard.press("ControlOrMeta+A");
    await target.page().keyboard.type(text);
  },
  async choose(target, label) {
    await reach(target);
    await target.page().keyboard.type(label);
  },
};

const button = (page, name) => page.getByRole("main").getByRole("button", {name, exact: true});
const link = (page, name) => page.getByRole("main").getByRole("link", {name, exact: true});
const told = (page) => page.locator(".told").textContent();

for (const [way, hands, options] of [["mouse", mouse, {}], ["keyboard", keyboard, {}], ["no scripts", mouse, {javaScriptEnabled: false}]]) {
  const name = (word) => `${word}-${way.replace(" ", "-")}`;

  test(`A case is opened after a look at what the customer will see (${way})`, async () => {
    const account = await desk.account(name("look"), "Look & Sons", {zone: "Asia/Tokyo", locale: "ja"});
    const page = await desk.sign_in(desk.support, options);
    await page.goto(`/console/accounts/${account}`);
    await hands.press(link(page, "Another reason, an amount, a look first"));
    await hands.choose(page.locator("#reason"), "Outgrew the edition");
    await hands.write(page.getByLabel("Amount"), "300.00");
    await hands.write(page.getByLabel("Invoice"), "INV-7");
    await hands.write(page.getByLabel("Why"), "uses what it has not bought");
    await hands.press(button(page, "See what happens"));
    await page.getByRole("heading", {name: "If you go on"}).waitFor();
    assert.match(await page.getByRole("main").textContent(), /Everybody at Look & Sons sees the banner, which counts down to 15 December 2026, 18:\d\d JST/);
    assert.equal((await desk.api("GET", `/v1/cases?account=${account}`)).cases.length, 0, "a look opens nothing");
    const seen = page.locator(".stage #gracegate");
    assert.equal(await seen.count(), 2);
    assert.match(await seen.first().textContent(), /INV-7/);
    assert.doesNotMatch(await seen.last().textContent(), /INV-7|300/);
    await hands.choose(page.getByLabel("Language"), "Deutsch");
    await hands.press(button(page, "Show"));
    await page.locator(".stage #gracegate[lang=de]").first().waitFor();
    await keep(page, name("open"));
    await hands.press(button(page, "Open the case"));
    assert.match(await told(page), /The case is open/);
    const [one] = (await desk.api("GET", `/v1/cases?account=${account}`)).cases;
    assert.deepEqual([one.reason, one.owed.minor, one.owed.currency], ["edition_mismatch", 30000, "USD"]);
    await page.context().close();
  });

  test(`Grace on, grace off: from the account, a reason and a press each (${way})`, async () => {
    const account = await desk.account(name("toggle"));
    const page = await desk.sign_in(desk.support, options);
    await page.goto(`/console/accounts/${account}`);
    await hands.write(page.getByLabel("Why?"), "INV-1 is late");
    await hands.press(button(page, "Start 14 days: not paid"));
    assert.match(await told(page), /The case is open/);
    assert.equal((await desk.api("GET", `/v1/accounts/${account}/standing`)).mode, "countdown");
    await page.goto(`/console/accounts/${account}`);
    await hands.write(page.getByLabel("Why is it over?"), "paid by wire");
    await hands.press(button(page, "End it: paid"));
    assert.match(await told(page), /Settled/);
    assert.equal((await desk.api("GET", `/v1/accounts/${account}/standing`)).mode, "open");
    await hands.press(link(page, "Take it back"));
    await hands.write(page.getByLabel("Why"), "it was another customer's payment");
    await hands.press(button(page, "See what happens"));
    await hands.press(button(page, "Open it again"));
    assert.match(await told(page), /runs again/);
    await page.context().close();
  });

  test(`More time, a hold, its end, paid, and open again (${way})`, async () => {
    const one = await desk.case(await desk.account(name("acts")));
    const page = await desk.sign_in(desk.support, options);
    const act = async (action, fields, does) => {
      await page.goto(`/console/cases/${one.id}`);
      await hands.press(link(page, action));
      for (const [label, text] of Object.entries(fields)) await hands.write(page.getByLabel(label), text);
      await hands.write(page.getByLabel("Why"), `${action}, they said`);
      await hands.press(button(page, "See what happens"));
      await page.getByRole("heading", {name: "If you go on"}).waitFor();
      await hands.press(button(page, does));
      await page.locator(".told").waitFor();
      return desk.api("GET", `/v1/cases/${one.id}`);
    };
    assert.equal((await act("Give more time", {Days: "7"}, "Give more time")).count.value, 21);
    const held = await act("Put on hold", {Days: "3", "Reason that the customer reads": "We look into it"}, "Put on hold");
    assert.equal(held.hold.reason, "We look into it");
    assert.equal((await act("End the hold", {}, "End the hold")).hold, null);
    assert.equal((await act("Settle: it is paid", {}, "Settle")).state, "settled");
    assert.equal((await act("Open it again", {}, "Open it again")).state, "open");
    const log = (await desk.api("GET", `/v1/audit?case=${one.id}`)).entries;
    assert.deepEqual(log.map((entry) => entry.action), ["case.open", "case.extend", "case.hold", "case.resume", "case.settle", "case.reopen"]);
    assert.deepEqual([...new Set(log.slice(1).map((entry) => entry.actor))], ["support ann"]);
    await page.context().close();
  });

  test(`Waived, let go, and escalated only with the account's name (${way})`, async () => {
    const page = await desk.sign_in(desk.admin, options);
    const begin = async (word, action) => {
      const one = await desk.case(await desk.account(name(word), `Firm ${word}`));
      await page.goto(`/console/cases/${one.id}`);
      await hands.press(link(page, action));
      await hands.write(page.getByLabel("Why"), "the boss says so");
      await hands.press(button(page, "See what happens"));
      return one;
    };
    const waived = await begin("waive", "Waive");
    await hands.press(button(page, "Waive"));
    assert.match(await told(page), /Waived/);
    assert.equal((await desk.api("GET", `/v1/cases/${waived.id}`)).state, "waived");
    const gone = await begin("release", "Let the customer go");
    await hands.press(button(page, "Let the customer go"));
    assert.match(await told(page), /farewell/);
    assert.equal((await desk.api("GET", `/v1/cases/${gone.id}`)).state, "released");
    const harsh = await begin("escalate", "Escalate");
    await hands.press(button(page, "Escalate"));
    assert.match(await page.getByRole("alert").textContent(), /type the account.s name/);
    assert.equal((await desk.api("GET", `/v1/cases/${harsh.id}`)).version, 1, "nothing was done");
    await hands.write(page.getByLabel("This limits a customer"), "Firm escalate");
    await hands.press(button(page, "Escalate"));
    assert.match(await told(page), /Escalated/);
    await page.context().close();
  });

  test(`A request for help is read and answered (${way})`, async () => {
    const one = await desk.case(await desk.account(name("asks")));
    const id = await desk.help(one, {text: `Which invoice is it (${way})?`, file: {name: "mail.txt", type: "text/plain", data: "aGVsbG8="}});
    const page = await desk.sign_in(desk.support, options);
    await page.goto("/console/inbox");
    await hands.press(page.getByRole("listitem").filter({hasText: `Which invoice is it (${way})?`}).getByRole("link").first());
    await keep(page, name("help"));
    const [file] = await Promise.all([page.waitForEvent("download"), hands.press(link(page, "Download"))]);
    assert.equal(file.suggestedFilename(), "help-file");
    await hands.write(page.getByLabel("Your answer"), "INV-1, of October.");
    await hands.press(button(page, "Send the answer"));
    assert.match(await told(page), /Answered/);
    const {answer} = await desk.api("GET", `/v1/help/${id}`);
    assert.deepEqual([answer.text, answer.by], ["INV-1, of October.", "support ann"]);
    await page.context().close();
  });

  test(`An account is added and changed (${way})`, async () => {
    const page = await desk.sign_in(desk.support, options);
    await page.goto("/console/accounts");
    await hands.press(link(page, "Add an account"));
    await hands.write(page.locator("main #id"), name("added"));
    await hands.write(page.locator("main #name"), "Added GmbH");
    await hands.write(page.getByLabel("Time zone"), "Mars/Olympus");
    await hands.press(button(page, "Save"));
    assert.match(await page.getByRole("alert").textContent(), /IANA time zone/);
    assert.equal(await page.locator("main #name").inputValue(), "Added GmbH", "what was typed is kept");
    await hands.write(page.getByLabel("Time zone"), "Europe/Vienna");
    await hands.write(page.locator("#name0"), "Ada Added");
    await hands.write(page.locator("#email0"), "ada@added.example");
    await hands.press(button(page, "Save"));
    assert.match(await told(page), /Saved/);
    const account = await desk.api("GET", `/v1/accounts/${name("added")}`);
    assert.deepEqual([account.zone, account.contacts[0].email], ["Europe/Vienna", "ada@added.example"]);
    await hands.press(link(page, "Change"));
    assert.equal(await page.locator("#name0").inputValue(), "Ada Added");
    await page.context().close();
  });

  test(`Somebody is added, given a role, and disabled; a key is made and revoked (${way})`, async () => {
    const page = await desk.sign_in(desk.admin, options);
    await page.goto("/console/people");
    await hands.write(page.locator("main #name"), name("new"));
    await hands.choose(page.getByLabel("Role"), "Support: opens, extends, holds, settles, answers");
    await hands.write(page.getByLabel("Why"), "new here");
    await hands.press(button(page, "Add"));
    const password = await page.locator(".told code").textContent();
    const theirs = await desk.sign_in({name: name("new"), password}, options);
    await theirs.context().close();
    await hands.press(link(page, name("new")));
    await hands.write(page.getByLabel("Why"), "moves on");
    await hands.press(button(page, "Disable"));
    assert.match(await told(page), /Out at once/);
    await page.goto("/console/keys");
    await hands.write(page.locator("main #name"), name("key"));
    await hands.write(page.locator("#why"), "a new cluster");
    await hands.press(button(page, "Make it"));
    assert.match(await page.locator(".told code").textContent(), /^gg_product_/);
    const card = page.locator(".card").filter({hasText: name("key")});
    await hands.press(card.locator("summary"));
    await hands.write(card.getByLabel("Why"), "leaked");
    await hands.press(card.getByRole("button", {name: "Revoke it at once"}));
    assert.match(await told(page), /Revoked/);
    await page.context().close();
  });

  test(`A policy is changed, with its time line drawn first, and running cases keep theirs (${way})`, async () => {
    await desk.api("PUT", `/v1/policies/${name("p")}`, {countdown_days: 14, why: "to begin with"});
    const one = await desk.case(await desk.account(name("policy")), {policy: name("p")});
    const page = await desk.sign_in(desk.admin, options);
    await page.goto(`/console/policies/${name("p")}/edit`);
    await hands.write(page.locator("#countdown_days"), "soon");
    await hands.press(button(page, "Draw the time line"));
    assert.match(await page.getByRole("alert").textContent(), /countdown_days/);
    await hands.write(page.locator("#countdown_days"), "21");
    await hands.write(page.locator("#holidays"), "2026-12-25");
    await hands.press(button(page, "Draw the time line"));
    await page.getByRole("heading", {name: "A case opened now"}).waitFor();
    assert.match(await page.locator(".timeline").textContent(), /22 December 2026/);
    assert.equal((await desk.api("GET", `/v1/policies/${name("p")}`)).version, 1, "a look saves nothing");
    await hands.write(page.locator("#why"), "three weeks are kinder");
    await hands.press(button(page, "Save"));
    assert.match(await told(page), /new version/);
    const policy = await desk.api("GET", `/v1/policies/${name("p")}`);
    assert.deepEqual([policy.version, policy.countdown_days, policy.working_hours.holidays], [2, 21, ["2026-12-25"]]);
    assert.equal((await desk.api("GET", `/v1/cases/${one.id}`)).count.value, 14);
    await page.context().close();
  });

  test(`Enforcement is switched off for some hours, and on (${way})`, async () => {
    const page = await desk.sign_in(desk.admin, options);
    await page.goto("/console/enforcement");
    await hands.write(page.getByLabel("What is wrong"), "the payment provider is down");
    await hands.write(page.getByLabel("For how many hours"), "2");
    await hands.write(page.getByLabel("Why"), "their status page");
    await hands.press(button(page, "Switch enforcement off"));
    assert.match(await page.getByRole("main").textContent(), /Off\..*the payment provider is down/s);
    assert.equal((await desk.api("GET", "/v1/enforcement")).suspended, true);
    await hands.write(page.getByLabel("Why"), "it is back");
    await hands.press(button(page, "Switch it on again"));
    assert.equal((await desk.api("GET", "/v1/enforcement")).suspended, false);
    await page.context().close();
  });

  test(`Somebody changes zone and password, ends another session, and signs out (${way})`, async () => {
    const who = await desk.person(name("self"), "viewer");
    const other = await desk.sign_in(who, options);
    const page = await desk.sign_in(who, options);
    await page.goto("/console/me");
    await hands.write(page.getByLabel("Zone in which you read dates"), "Asia/Kolkata");
    await hands.press(button(page, "Save"));
    assert.match(await page.getByRole("main").textContent(), /14:\d\d IST/);
    await hands.press(page.locator(".card").filter({hasNotText: "This browser"}).getByRole("button", {name: "End it"}).first());
    assert.match(await told(page), /ended/);
    await other.goto("/console/accounts");
    await other.getByRole("heading", {name: "Sign in"}).waitFor();
    await hands.write(page.getByLabel("The one you have"), who.password);
    await hands.write(page.getByLabel("The new one"), "staple battery horse");
    await hands.press(button(page, "Change it"));
    assert.match(await told(page), /password is changed/);
    await page.getByRole("button", {name: "Sign out"}).click();
    await page.getByRole("heading", {name: "Sign in"}).waitFor();
    await desk.sign_in({...who, password: "staple battery horse"}, options);
    await page.context().close();
    await other.context().close();
  });
}

test("Two people act on one case: the second is told, and nothing is overwritten", async () => {
  const one = await desk.case(await desk.account("both"));
  const pages = [await desk.sign_in(desk.support), await desk.sign_in(desk.admin)];
  for (const page of pages) {
    await page.goto(`/console/cases/${one.id}/extend`);
    await page.getByLabel("Days").fill("7");
    await page.getByLabel("Why").fill("asked");
    await button(page, "See what happens").click();
    await page.getByRole("heading", {name: "If you go on"}).waitFor();
  }
  await button(pages[0], "Give more time").click();
  await pages[0].locator(".told").waitFor();
  await button(pages[1], "Give more time").click();
  assert.match(await pages[1].getByRole("alert").textContent(), /Somebody else has changed this case/);
  assert.equal((await desk.api("GET", `/v1/cases/${one.id}`)).count.value, 21);
  for (const page of pages) await page.context().close();
});

test("A form that is sent twice does its work once", async () => {
  const account = await desk.account("twice");
  const page = await desk.sign_in(desk.support);
  await page.goto(`/console/accounts/${account}`);
  const form = await page.locator("form.quick").evaluate((element) => Object.fromEntries(new FormData(element)));
  const send = () => page.request.post(`/console/accounts/${account}/open`, {form: {...form, why: "late"}, headers: {Origin: desk.url}});
  const [first, second] = [await send(), await send()];
  assert.equal(first.url(), second.url());
  assert.equal((await desk.api("GET", `/v1/cases?account=${account}`)).cases.length, 1);
  await page.context().close();
});

test("A page shows what others do within seconds, and takes nothing from under somebody's hands", async () => {
  const one = await desk.case(await desk.account("live"));
  const page = await desk.sign_in(desk.viewer);
  await page.goto(`/console/cases/${one.id}`);
  await page.waitForResponse((answer) => answer.request().headers()["gracegate-live"] === "1");
  await desk.api("POST", `/v1/cases/${one.id}/extend`, {days: 7, why: "asked"});
  await page.getByText("This page was brought up to date.").waitFor();
  await page.getByRole("listitem").filter({hasText: "Extended"}).waitFor();
  const busy = await desk.sign_in(desk.support);
  await busy.goto("/console/accounts/live");
  await busy.waitForResponse((answer) => answer.request().headers()["gracegate-live"] === "1");
  await busy.getByLabel("Why is it over?").fill("half of a sentence");
  await desk.api("POST", `/v1/cases/${one.id}/extend`, {days: 7, why: "asked again"});
  await busy.getByText("Somebody has changed this page meanwhile.").waitFor();
  assert.equal(await busy.getByLabel("Why is it over?").inputValue(), "half of a sentence");
  await busy.goto("/console/cases/" + one.id);
  await busy.waitForResponse((answer) => answer.request().headers()["gracegate-live"] === "1");
  await link(busy, "Give more time").focus();
  await desk.api("POST", `/v1/cases/${one.id}/extend`, {days: 7, why: "and again"});
  await busy.getByText("Somebody has changed this page meanwhile.").waitFor();
  assert.equal(await link(busy, "Give more time").evaluate((element) => element === document.activeElement), true);
  await page.context().close();
  await busy.context().close();
});

test("Who answers after the case has ended is told that no banner shows it", async () => {
  const one = await desk.case(await desk.account("late"));
  const id = await desk.help(one);
  const page = await desk.sign_in(desk.support);
  await page.goto(`/console/inbox/${id}`);
  assert.equal(await page.getByText("no banner any more").count(), 0);
  await desk.api("POST", `/v1/cases/${one.id}/settle`, {why: "paid"});
  await page.goto(`/console/inbox/${id}`);
  assert.equal(await page.getByText("no banner any more").count(), 1);
  await page.context().close();
});

test("That time goes by is no news", async () => {
  await desk.case(await desk.account("time"));
  const page = await desk.sign_in(desk.viewer);
  await page.goto("/console/accounts/time");
  const live = () => page.waitForResponse((answer) => answer.request().headers()["gracegate-live"] === "1" && answer.status() === 200);
  await live();
  const later = live();
  desk.server.set(new Date(Date.parse(start) + 30 * 60e3).toISOString());
  await later;
  await page.getByText(/where it is 1 December 2026, 09:3\d UTC now/).waitFor();
  assert.equal(await page.locator(".news").count(), 0);
  await page.context().close();
});

test("What was looked at stays on the screen, whatever others do meanwhile", async () => {
  const one = await desk.case(await desk.account("still"));
  const page = await desk.sign_in(desk.support);
  await page.goto(`/console/cases/${one.id}/extend`);
  await page.getByLabel("Days").fill("7");
  await page.getByLabel("Why").fill("asked");
  await button(page, "See what happens").click();
  await page.getByRole("heading", {name: "If you go on"}).waitFor();
  assert.equal(await page.locator("main[data-live]").count(), 0);
  await page.goto("/console/audit?verify=true");
  assert.equal(await page.locator("main[data-live]").count(), 0, "the whole log is not proved every three seconds");
  await page.goto("/console/audit");
  assert.equal(await page.locator("main[data-live]").count(), 1);
  await page.context().close();
});

test("Accounts are found as somebody types, and the address says what is shown", async () => {
  await desk.account("findable", "Zebra Findables");
  const page = await desk.sign_in(desk.viewer);
  await page.goto("/console/accounts");
  await page.locator("main #q").pressSequentially("zebra f");
  await page.getByRole("link", {name: "Zebra Findables"}).waitFor();
  await page.waitForURL(/q=zebra\+f/);
  assert.equal(await page.getByRole("main").getByRole("row").count(), 2);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
