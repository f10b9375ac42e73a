// A product to look at, a browser to look with, and notices to look at.
import {spawn} from "node:child_process";
import {existsSync, mkdirSync, readdirSync} from "node:fs";
import {createInterface} from "node:readline";
import {fileURLToPath} from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
if (!existsSync(here("node_modules/playwright-core"))) {
  throw new Error("tests/browser/node_modules is missing: run `npm ci` in tests/browser, or `./dev test`, which does");
}
export const {chromium} = await import("playwright-core");

// All that the banner has texts in.
export const LOCALES = readdirSync(here("../../sdk/web/texts")).map((file) => file.replace(/\.json$/, ""));

export const DAY = 86400;
export const HOUR = 3600;
export const START = Date.UTC(2026, 10, 22, 15, 18) / 1000;

export const BERLIN = {name: "Europe/Berlin", offsets: [
  {from: 0, seconds: 3600, abbr: "CET"},
  {from: Date.UTC(2026, 2, 29, 1) / 1000, seconds: 7200, abbr: "CEST"},
  {from: Date.UTC(2026, 9, 25, 1) / 1000, seconds: 3600, abbr: "CET"},
  {from: Date.UTC(2027, 2, 28, 1) / 1000, seconds: 7200, abbr: "CEST"}]};
export const PAGO_PAGO = {name: "Pacific/Pago_Pago", offsets: [{from: 0, seconds: -11 * HOUR, abbr: "SST"}]};
export const KIRITIMATI = {name: "Pacific/Kiritimati", offsets: [{from: 0, seconds: 14 * HOUR, abbr: "+14"}]};

// A case whose deadline is `left` seconds after `now`; limits start `gap` seconds after the deadline.
export function caseAt(now, left, {gap = 17 * HOUR, ...rest} = {}) {
  const deadline = now + left;
  return {
    id: "c_8f3k2m9q4t7w1x5z", reason: "nonpayment", deadline,
    stages: [{mode: "countdown", from: Math.min(now, deadline - 14 * DAY)}, {mode: "read_only", from: deadline + gap},
      {mode: "shutdown", from: deadline + gap + 7 * DAY}],
    hold: null, owed: {minor: 3000000, currency: "USD", invoices: ["INV-2044"]}, message: null, reference: "§ 7.2",
    ...rest};
}

// Somebody of the account has asked for help twice, and has an answer to the first.
const HELP = (now) => [
  {id: "h_1", person: "p-17", topic: "stuck", at: now - 5 * HOUR,
    answer: {at: now - HOUR, by: "Maria Lindqvist", text: "Please sign out once and in again: the export works now.\nIf it does not, call me."}},
  {id: "h_2", person: "p-17", topic: "time", at: now - 2 * HOUR, answer_by: now + DAY, answer: null}];

export function endedAt(now, how, seconds) {
  return {id: "c_8f3k2m9q4t7w1x5z", reason: "nonpayment", how, at: now, until: now + seconds};
}

export function notice(account, cases, ended = []) {
  return {
    sub: account, zone: BERLIN, cases, ended,
    links: {pay: "https://pay.example.com/acme", help: "https://help.example.com/", export: "https://app.example.com/export",
      terms: null},
    contact: {name: "Ada Example", email: "ada@example.com", phone: "+49 30 901820"}};
}

// Cases by the name of what a customer sees, and those that ended.
export const SCENES = {
  countdown: (now) => [caseAt(now, 14 * DAY)],
  last_day: (now) => [caseAt(now, 5 * HOUR)],
  passed: (now) => [caseAt(now, -HOUR)],
  read_only: (now) => [caseAt(now, -2 * DAY)],
  shutdown: (now) => [caseAt(now, -9 * DAY)],
  on_hold: (now) => [caseAt(now, 9 * DAY, {hold: {from: now - DAY, until: now + 3 * DAY, reason: "dispute"}})],
  answered: (now) => [caseAt(now, 12 * DAY, {help: HELP(now), snooze_until: now + 5 * DAY})],
  released: (now) => [[], [endedAt(now, "released", 30 * DAY)]],
  several: (now) => [caseAt(now, 6 * DAY), caseAt(now, 11 * DAY, {id: "c_2", reason: "seat_overuse", owed: null})],
};

// Languages to look at a scene in: all in the countdown; else one for each way of writing, as the page is built
// alike (short words, long words, right to left, no spaces).
export const localesOf = (scene) => scene === "countdown" ? LOCALES : ["en", "de", "ar", "ja"];

// Where a banner is seen: in shutdown, only where one can still go.
export const pathOf = (scene) => scene === "shutdown" ? "/login/" : "/";

export class Product {
  static async start({now = START, streams = 0} = {}) {
    const product = new Product();
    const program = process.env.GRACEGATE_PAGE_SERVER ?? here("../../build/dev/bin/page_server");
    product.child = spawn(program, [here("site"), String(now), String(streams)], {stdio: ["pipe", "pipe", "inherit"]});
    const line = await new Promise((resolve, reject) => {
      createInterface({input: product.child.stdout}).once("line", resolve);
      product.child.once("exit", (code) => reject(new Error(`page_server ended with ${code}`)));
    });
    product.url = `http://127.0.0.1:${JSON.parse(line).port}`;
    product.now = now;
    return product;
  }
  // With an account for each scene, of the same name.
  static async withScenes() {
    const product = await Product.start();
    for (const [name, cases] of Object.entries(SCENES)) {
      const given = cases(product.now);
      await product.publish(Array.isArray(given[0]) ? notice(name, ...given) : notice(name, given));
    }
    return product;
  }
  async #control(path, body) {
    const answer = await fetch(`${this.url}/control/${path}`, {method: "POST", body});
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }
  publish(claims) { return this.#control("notice", JSON.stringify(claims)); }
  settle(account) { return this.publish(notice(account, [])); }
  async advance(seconds) {
    this.now += seconds;
    await this.#control("advance", String(seconds));
  }
  get(path, session, headers = {}) { return fetch(this.url + path, {headers: {Cookie: `session=${session}`, ...headers}}); }
  // How often the entitlement server was asked, by the whole product.
  async asked() { return Number(await (await fetch(`${this.url}/control/asked`)).text()); }
  // The requests for help that reached it.
  async help() { return (await (await fetch(`${this.url}/control/help`)).json()).map((body) => JSON.parse(body)); }
  async terminal(session) { return (await this.get("/control/terminal", session)).text(); }
  async stop() {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.stdin.end();
    await ended;
  }
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.GRACEGATE_CHROMIUM ?? "/usr/bin/chromium", headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"]});
}

// A browser of a person: `session` is "account.role.locale" or, of somebody, "account.role.locale.person". What the policy forbids is kept in `violations`.
export async function visit(browser, product, session, options = {}) {
  const context = await browser.newContext({viewport: {width: 1280, height: 720}, ...options});
  await context.addCookies([{name: "session", value: session, url: product.url}]);
  const page = await context.newPage();
  const violations = [];
  page.on("console", (message) => message.type() === "error" && violations.push(message.text()));
  page.on("pageerror", (error) => violations.push(String(error)));
  await page.goto(product.url + (options.path ?? pathOf(session.split(".")[0])));
  return {context, page, violations};
}

// As in a browser whose text is set to twice its size.
export function enlarge(page) {
  return page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":root { font-size: 200% }");
    document.adoptedStyleSheets = [sheet];
  });
}

// A tab whose time stands still until it is moved; `at` in seconds, to begin with.
export async function freeze(page, at) {
  await page.clock.install({time: at * 1000});
  await page.clock.pauseAt((at + 600) * 1000);
}

export const REGION = "#gracegate";

export function screenshots() {
  const folder = process.env.GRACEGATE_SCREENSHOTS ?? here("../../build/screenshots");
  mkdirSync(folder, {recursive: true});
  return folder;
}
