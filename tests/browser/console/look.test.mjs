// How the console looks: axe on every page, light and dark, wide and at 320 px; nothing jumps, nothing is too heavy.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {after, before, test} from "node:test";

import {Desk, keep} from "./desk.mjs";

const axe = readFileSync(createRequire(new URL("../package.json", import.meta.url)).resolve("axe-core/axe.min.js"), "utf8");
const kBytes = 60 * 1024; // of a page over the wire

let desk;
let pages;
before(async () => {
  desk = await Desk.start();
  const one = await desk.case("acme", {message: {de: "Bitte melden Sie sich."}, reference: "§ 7.2"});
  const held = await desk.case(await desk.account("globex", "Globex Corporation of a Very Long Name That Does Not End Soon GmbH & Co. KG", {zone: "Pacific/Kiritimati", locale: "ar"}));
  await desk.api("POST", `/v1/cases/${held.id}/hold`, {days: 2, reason: "dispute", why: "asked"});
  const ended = await desk.case(await desk.account("initech", "Initech"));
  await desk.api("POST", `/v1/cases/${ended.id}/release`, {why: "leaves us"});
  for (let i = 0; i < 30; ++i) await desk.account(`firm-${i}`, `Firm ${i}`);
  const help = await desk.help(one, {file: {name: "proof.txt", type: "text/plain", data: "aGVsbG8="}, reach: "+49 30 1234", date: "2026-11-30"});
  const answered = await desk.help(one, {text: "And this one?"});
  await desk.api("POST", `/v1/help/${answered}/answer`, {text: "This one too.\nBoth are in order.", by: "Ann"});
  pages = {overview: "/console", accounts: "/console/accounts", account: "/console/accounts/acme", account_rtl: "/console/accounts/globex",
    account_new: "/console/accounts/new", account_edit: "/console/accounts/acme/edit", cases: "/console/cases", case: `/console/cases/${one.id}`,
    case_held: `/console/cases/${held.id}`, case_ended: `/console/cases/${ended.id}`, extend: `/console/cases/${one.id}/extend`,
    hold: `/console/cases/${one.id}/hold`, open: "/console/accounts/firm-1/open", inbox: "/console/inbox", help: `/console/inbox/${help}`,
    help_answered: `/console/inbox/${answered}`, audit: "/console/audit?verify=true", policies: "/console/policies", policy_new: "/console/policies/new", policy_edit: "/console/policies/direct/edit", people: "/console/people",
    person: "/console/people/support%20ann", keys: "/console/keys", me: "/console/me", enforcement: "/console/enforcement", nowhere: "/console/nowhere"};
});
after(async () => { await desk.stop(); });

async function looks_right(page, name) {
  await page.evaluate(axe);
  const {violations} = await page.evaluate(() => window.axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}));
  assert.deepEqual(violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 200)).join(" | ")}`), [], name);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
  await keep(page, name);
}

async function looked_at(page, name, kind) {
  await page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shift += one.value; }).observe({type: "layout-shift", buffered: true});
  });
  const answer = await page.goto(pages[name]);
  assert.equal(answer.status(), name === "nowhere" ? 404 : 200, name);
  assert.ok((await answer.body()).length < kBytes, `${name} is ${(await answer.body()).length} bytes`);
  await page.evaluate(() => document.fonts.ready);
  assert.equal(await page.evaluate(() => window.shift), 0, `${name} jumps`);
  await looks_right(page, `${name}_${kind}`);
}

for (const [kind, options] of [["light", {}], ["dark", {colorScheme: "dark"}], ["phone", {viewport: {width: 320, height: 640}}]]) {
  test(`Every page is right: ${kind}`, async () => {
    const page = await desk.sign_in(desk.admin, {bypassCSP: true, ...options});
    for (const name of Object.keys(pages)) await looked_at(page, name, kind);
    await page.goto(pages.open);
    await page.getByLabel("Amount").fill("12.50");
    await page.getByLabel("Why").fill("late");
    await page.getByRole("button", {name: "See what happens"}).click();
    await page.getByRole("heading", {name: "If you go on"}).waitFor();
    await looks_right(page, `open_look_${kind}`);
    await page.context().close();
    const door = await desk.context({bypassCSP: true, ...options});
    await door.goto("/console");
    await looks_right(door, `sign_in_${kind}`);
    await door.getByLabel("Name").fill("nobody");
    await door.getByLabel("Password").fill("wrong password");
    await door.getByRole("button", {name: "Sign in"}).click();
    await door.getByRole("alert").waitFor();
    await looks_right(door, `sign_in_wrong_${kind}`);
    await door.context().close();
  });
}

test("Nothing on any page is forbidden by its own policy", async () => {
  const page = await desk.sign_in(desk.admin);
  for (const path of Object.values(pages)) await page.goto(path);
  assert.deepEqual(page.faults.filter((fault) => !/404/.test(fault)), []);
  await page.context().close();
});
