// Who may do what, and what a page may never let through: over the whole route table, so that no page is forgotten.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {request as ask} from "node:http";
import {after, before, test} from "node:test";

import {program, start, start_server} from "../../openapi/server.mjs";
import {Desk} from "./desk.mjs";

const why = "the test says so";
let desk;
let one;
let help;
before(async () => {
  desk = await Desk.start();
  one = await desk.case("acme");
  help = await desk.help(one);
});
after(async () => { await desk.stop(); });

const routes = execFileSync(program, ["routes"], {encoding: "utf8"}).trim().split("\n")
  .map((line) => line.split(" ")).filter(([, path]) => path.startsWith("/console"))
  .map(([method, pattern, role]) => ({method, pattern, role}));
const roles = ["viewer", "support", "finance", "admin"];

const path_of = ({pattern}) => pattern.replace("{account}", "acme").replace("{case}", one.id).replace("{action}", "settle")
  .replace("{help}", help).replace("{policy}", "standard").replace("{person}", "admin");

// As browsers and others send it; nothing is followed, nothing is remembered.
function send(method, path, {cookie, form, headers = {}, url = desk.url} = {}) {
  const body = form && new URLSearchParams(form).toString();
  return new Promise((resolve, reject) => {
    const sent = ask(url + path, {method, headers: {...(cookie ? {Cookie: cookie} : {}),
      ...(body === undefined ? {} : {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body)}),
      ...headers}}, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part) => { text += part; }).on("end", () => resolve({status: answer.statusCode, headers: answer.headers, text}));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const from_us = {"Sec-Fetch-Site": "same-origin"};

// A cookie, and the word that forms of theirs have in them.
async function signed_in({name, password}, more = {}) {
  const answer = await send("POST", "/console/sign-in", {form: {name, password}, headers: {...from_us, ...more}});
  assert.equal(answer.status, 303, answer.text);
  const cookie = answer.headers["set-cookie"][0].split(";")[0];
  const page = await send("GET", "/console", {cookie, headers: more});
  return {cookie, form_token: /name="form_token" value="([^"]+)"/.exec(page.text)[1]};
}

const everything = async () => JSON.stringify([await desk.api("GET", "/v1/audit?before=9007199254740991&limit=1"),
  await desk.api("GET", `/v1/cases/${one.id}`), await desk.api("GET", "/v1/people"), await desk.api("GET", "/v1/enforcement")]);

test("Each page is for its role and those above, and for nobody who is not signed in", async () => {
  assert.ok(routes.length > 25);
  const people = {};
  for (const role of roles) people[role] = await signed_in(desk[role]);
  for (const route of routes) {
    if (route.pattern.endsWith("/sign-out")) continue;
    const where = `${route.method} ${route.pattern}`;
    const nobody = await send(route.method, path_of(route), route.method === "POST" ? {form: {why}, headers: from_us} : {});
    assert.equal(nobody.status, 303, where);
    assert.match(nobody.headers.location, /^\/console\/sign-in/, where);
    for (const role of roles) {
      const {cookie, form_token} = people[role];
      const may = roles.indexOf(role) >= roles.indexOf(route.role);
      // A write that may go on has nothing in it, and is refused for that.
      const answer = await send(route.method, path_of(route), {cookie, headers: from_us, ...(route.method === "POST" ? {form: {form_token}} : {})});
      assert.equal(answer.status === 403, !may, `${where} by ${role}: ${answer.status}`);
    }
  }
});

test("No write comes from another site, without the word of the form, by GET, or from a session that has ended", async () => {
  const admin = await signed_in(desk.admin);
  const other = await signed_in(desk.admin);
  const ended = await signed_in(desk.admin);
  await send("POST", "/console/sign-out", {cookie: ended.cookie, form: {form_token: ended.form_token}, headers: from_us});
  const before_all = await everything();
  const fields = {why, step: "do", name: "x", role: "admin", reason: "r", hours: "1", text: "t", zone: "UTC", version: "1"};
  for (const route of routes.filter(({method}) => method === "POST")) {
    const path = path_of(route);
    const good = {cookie: admin.cookie, form: {...fields, form_token: admin.form_token}};
    const refused = {
      "from another site": [403, {...good, headers: {"Sec-Fetch-Site": "cross-site"}}],
      "from a neighbour": [403, {...good, headers: {"Sec-Fetch-Site": "same-site"}}],
      "of a foreign origin": [403, {...good, headers: {Origin: "https://evil.example"}}],
      "of no origin": [403, {...good, headers: {Origin: "null"}}],
      "of an origin that ends like ours": [403, {...good, headers: {Origin: `https://evil.example://${new URL(desk.url).host}`}}],
      "of nobody knows where": [403, good],
      "without the word": [403, {...good, headers: from_us, form: fields}],
      "with another session's word": [403, {...good, headers: from_us, form: {...fields, form_token: other.form_token}}],
      "from an ended session": [303, {cookie: ended.cookie, headers: from_us, form: {...fields, form_token: ended.form_token}}],
      "as JSON": [415, {...good, headers: {...from_us, "Content-Type": "application/json"}}],
    };
    for (const [how, [status, what]] of Object.entries(refused)) {
      const answer = await send("POST", path, what);
      assert.equal(answer.status, status, `POST ${route.pattern} ${how}`);
    }
    await send("GET", `${path}?${new URLSearchParams({...fields, form_token: admin.form_token})}`, {cookie: admin.cookie});
  }
  assert.equal(await everything(), before_all);
});

test("A form comes through a proxy that calls us by another name", async () => {
  const {cookie, form_token} = await signed_in(desk.viewer);
  const answer = await send("POST", "/console/me", {cookie, form: {form_token, step: "zone", zone: "UTC"}, headers: {Origin: desk.url, Host: "backend:8080"}});
  assert.equal(answer.status, 303);
});

test("Each answer has the headers that keep a page safe", async () => {
  const {cookie} = await signed_in(desk.admin);
  const paths = routes.filter(({method}) => method === "GET").map(path_of);
  paths.push("/console/sign-in", "/console/console.css", "/console/console.js", "/console/banner.css", "/console/icon.svg", "/console/nowhere", "/console/cases/c_none");
  for (const path of paths)
    for (const what of [{cookie}, {}]) {
      const {headers, status} = await send("GET", path, what);
      const where = `${path} ${status}`;
      assert.match(headers["content-security-policy"], /default-src 'none'/, where);
      assert.doesNotMatch(headers["content-security-policy"], /unsafe|\*/, where);
      assert.equal(headers["x-content-type-options"], "nosniff", where);
      assert.equal(headers["x-frame-options"], "DENY", where);
      assert.equal(headers["referrer-policy"], "same-origin", where);
      assert.equal(headers["cross-origin-opener-policy"], "same-origin", where);
      if (!/\.(css|js|svg)$/.test(path)) assert.equal(headers["cache-control"], "no-store", where);
      assert.equal(headers["strict-transport-security"], undefined, where);
    }
  const put = await send("PUT", "/console/me", {cookie, form: {}});
  assert.deepEqual([put.status, put.headers.allow], [405, "GET, POST"]);
});

test("Behind TLS the cookie is of this host alone, and the browser is told to stay with TLS", async () => {
  const server = await start_server("--trust-proxy", "127.0.0.1/32");
  try {
    const headers = {...from_us, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"};
    const {admin_user, admin_password} = server.secrets;
    const answer = await send("POST", "/console/sign-in", {url: server.url, form: {name: admin_user, password: admin_password}, headers});
    assert.match(answer.headers["set-cookie"][0], /^__Host-gracegate=[0-9A-Za-z]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    assert.equal(answer.headers["strict-transport-security"], "max-age=31536000");
  } finally {
    await server.stop();
  }
});

test("Signing in gives a new secret, whatever the browser had, and leads to pages of ours only", async () => {
  const planted = "gracegate_console=planted0000000000000000000000000000000000000";
  const {name, password} = desk.viewer;
  const enter = (next) => send("POST", "/console/sign-in", {cookie: planted, form: {name, password, next}, headers: from_us});
  const answer = await enter("/cases?state=open");
  assert.match(answer.headers["set-cookie"][0], /^gracegate_console=[0-9A-Za-z]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  assert.doesNotMatch(answer.headers["set-cookie"][0], /planted/);
  assert.equal(answer.headers.location, "/console/cases?state=open");
  for (const next of ["https://evil.example", "//evil.example", "/\\evil.example", "/x\r\nSet-Cookie: a=b", "javascript:alert(1)", ""])
    assert.equal((await enter(next)).headers.location, "/console/", next);
});

test("A wrong name and a wrong password look the same; guessing is slowed down, for the guesser alone", async () => {
  const enter = (name, password) => send("POST", "/console/sign-in", {form: {name, password}, headers: from_us});
  const somebody = await desk.person("guessed", "viewer");
  const wrong = await enter("guessed", "wrong password");
  const unknown = await enter("unknown", "wrong password");
  assert.deepEqual([wrong.status, wrong.text.replaceAll("guessed", "X")], [401, unknown.text.replaceAll("unknown", "X")]);
  assert.equal((await enter("x".repeat(3000), "wrong password")).status, 401);
  for (let i = 0; i < 4; ++i) await enter("guessed", "wrong password");
  const waits = await enter("guessed", somebody.password);
  assert.equal(waits.status, 429);
  assert.match(waits.text, /Try again in 15 minutes/);
  assert.equal((await enter(desk.viewer.name, desk.viewer.password)).status, 303);
});

test("Who is disabled is out at once; a smaller role counts at once", async () => {
  const somebody = await desk.person("leaving", "admin");
  const {cookie} = await signed_in(somebody);
  assert.equal((await send("GET", "/console/people", {cookie})).status, 200);
  await desk.api("POST", "/v1/people/leaving/role", {role: "viewer", why});
  assert.equal((await send("GET", "/console/people", {cookie})).status, 403);
  await desk.api("POST", "/v1/people/leaving/disable", {why});
  assert.equal((await send("GET", "/console/accounts", {cookie})).status, 303);
  assert.equal((await send("GET", "/console/accounts", {cookie, headers: {"Gracegate-Live": "1"}})).status, 401);
});

test("The secret of a session opens the console alone", async () => {
  const {cookie} = await signed_in(desk.admin);
  const answer = await fetch(`${desk.url}/v1/me`, {headers: {Authorization: `Bearer ${cookie.split("=")[1]}`}});
  assert.equal(answer.status, 401);
});

test("What anybody typed comes out as text, on every page that shows it", async () => {
  const hostile = [];
  const marks = ["<script>boom()</script>", "\"><img src=x onerror=boom()>", "'><svg onload=boom()>", "</textarea><script>boom()</script>", "</title><script>boom()</script>",
    "{{me.name}}", "{{{banner}}}", "{{> _log}}", "{{#log}}", "&lt;script&gt;", "javascript:boom()", "<!--", "]]>", "\u202Egpj.exe", "=cmd|' /C calc'!A0", "${boom()}", "`boom()`", "\\u003cscript>"];
  for (let i = 0; hostile.length < 200; ++i) hostile.push(`${marks[i % marks.length]} ${i} ${marks[(i * 7 + 3) % marks.length]}`);
  const page = await desk.sign_in(desk.admin);
  await page.addInitScript(() => { window.boom = () => { window.boomed = true; }; });
  for (let i = 0; i < hostile.length; i += 10) {
    const text = (at) => hostile[i + at];
    const account = `h${i}${text(9).slice(0, 40)}`;
    await desk.account(encodeURIComponent(account), text(0), {contacts: [{kind: "billing", name: text(1), email: "", phone: ""}]});
    const opened = await desk.case(account, {reference: text(2).slice(0, 200), message: {en: text(3)}, why: text(4),
      owed: {minor: 1, currency: "USD", invoices: [text(5).slice(0, 100)]}});
    await desk.api("POST", `/v1/cases/${opened.id}/hold`, {days: 2, reason: text(6).slice(0, 200), why: text(7)});
    const asked = await desk.help(opened, {text: text(8), reach: text(9).slice(0, 200), page: `/${i}`});
    const where = {[`/console/accounts/${encodeURIComponent(account)}`]: [0, 1, 2, 4, 7, 8], [`/console/cases/${opened.id}`]: [0, 2, 3, 4, 5, 6, 7, 8],
      [`/console/inbox/${asked}`]: [8], [`/console/cases/${opened.id}/extend`]: [0], [`/console/accounts?q=${encodeURIComponent(text(0))}`]: [0],
      [`/console/audit?account=${encodeURIComponent(account)}`]: [4, 7], "/console": [8]};
    for (const [path, shown] of Object.entries(where)) {
      await page.goto(path);
      const seen = await page.evaluate(() => ({
        text: document.querySelector("main").textContent + [...document.querySelectorAll("input, textarea")].map((field) => field.value).join("\n"),
        boomed: window.boomed === true,
        strange: document.querySelectorAll("main script, main img, main svg[onload], main [onerror]").length}));
      assert.equal(seen.boomed, false, path);
      assert.equal(seen.strange, 0, path);
      if (path === "/console") continue; // ten requests are shown, the oldest
      for (const at of shown) assert.ok(seen.text.includes(text(at).slice(0, 100)), `${path}: ${text(at)}`);
    }
  }
  assert.deepEqual(page.faults, []);
  const {cookie} = await signed_in(desk.admin);
  const csv = (await send("GET", "/console/audit.csv", {cookie})).text;
  assert.ok(csv.startsWith("id,at,actor,action,account,case,why,detail,hash\r\n"));
  const cells = [...csv.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^,"\r\n]*))/g)].map(([, quoted, plain]) => quoted ?? plain);
  assert.ok(cells.some((cell) => cell.startsWith("'=cmd")));
  assert.deepEqual(cells.filter((cell) => /^[=+@-]/.test(cell)), [], "a spreadsheet would run it");
  await page.context().close();
});

test("A session ends an hour after its last use, and twelve hours after its start; a live page is no use", async () => {
  const clock = (minutes) => desk.server.set(new Date(Date.parse(start) + minutes * 60e3 + 3600e3).toISOString());
  clock(0);
  const {cookie} = await signed_in(desk.viewer);
  const opens = async (headers = {}) => (await send("GET", "/console/accounts", {cookie, headers})).status === 200;
  clock(58);
  assert.equal(await opens(), true);
  clock(116);
  assert.equal(await opens(), true, "it was used in between");
  clock(170);
  assert.equal(await opens({"Gracegate-Live": "1"}), true);
  clock(177);
  assert.equal(await opens(), false, "looking by itself is no use");
  const {cookie: second} = await signed_in(desk.viewer);
  for (let minutes = 177; minutes < 177 + 12 * 60 - 2; minutes += 50) {
    clock(minutes);
    assert.equal((await send("GET", "/console/accounts", {cookie: second})).status, 200, minutes);
  }
  clock(177 + 12 * 60 + 1);
  assert.equal((await send("GET", "/console/accounts", {cookie: second})).status, 303);
});
