// A real server with some customers, and somebody of support in a real browser.
import {mkdirSync} from "node:fs";

import {start_server} from "../../openapi/server.mjs";
import {launch} from "../support.mjs";

const why = "the test says so";

export class Desk {
  static async start() {
    const desk = new Desk();
    desk.server = await start_server();
    desk.url = desk.server.url;
    desk.browser = await launch();
    await desk.api("PUT", "/v1/accounts/acme", {name: "Acme Rockets", zone: "Europe/Berlin", locale: "de",
      contacts: [{kind: "billing", name: "Ada Acme", email: "ada@acme.example", phone: "+49 30 901820"}]});
    for (const role of ["viewer", "support", "finance", "admin"]) desk[role] = await desk.person(`${role} ann`, role);
    return desk;
  }

  async stop() {
    await this.browser.close();
    await this.server.stop();
  }

  // As the first admin.
  async api(method, path, body) {
    const answer = await fetch(this.url + path, {method, headers: {Authorization: `Bearer ${this.server.secrets.admin_token}`,
      ...(body ? {"Content-Type": "application/json"} : {})}, body: body && JSON.stringify(body)});
    const json = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(json)}`);
    return json;
  }

  async account(id, name = id, more = {}) {
    await this.api("PUT", `/v1/accounts/${id}`, {name, ...more});
    return id;
  }

  async case(account, more = {}) {
    return this.api("POST", "/v1/cases", {account, reason: "nonpayment", owed: {minor: 3000000, currency: "USD", invoices: ["INV-1"]}, why, ...more});
  }

  // Somebody asks, as the product would send it.
  async help(one, more = {}) {
    const id = `help-${Math.random().toString(36).slice(2)}`;
    const answer = await fetch(`${this.url}/v1/help`, {method: "POST",
      headers: {Authorization: `Bearer ${this.server.secrets.sdk_key}`, "Content-Type": "application/json"},
      body: JSON.stringify({id, account: one.account, case: one.id, topic: "question", text: "We never got this invoice.",
        reach: null, person: "p-17", role: "billing", page: "/editor", locale: "de", date: null, file: null, ...more})});
    if (!answer.ok) throw new Error(await answer.text());
    return id;
  }

  async person(name, role) {
    const {password} = await this.api("POST", "/v1/people", {name, role, why});
    return {name, password};
  }

  // A browser in which nobody is signed in.
  async context(options = {}) {
    const context = await this.browser.newContext({viewport: {width: 1280, height: 900}, baseURL: this.url, ...options});
    const page = await context.newPage();
    page.faults = [];
    page.on("console", (message) => { if (message.type() === "error") page.faults.push(message.text()); });
    page.on("pageerror", (error) => page.faults.push(String(error)));
    return page;
  }

  async sign_in(who, options = {}) {
    const page = await this.context(options);
    await page.goto("/console");
    await page.getByLabel("Name").fill(who.name);
    await page.getByLabel("Password").fill(who.password);
    await page.getByRole("button", {name: "Sign in"}).click();
    await page.getByRole("heading", {level: 1, name: "Today"}).waitFor();
    return page;
  }
}

const folder = process.env.GRACEGATE_SCREENSHOTS;

export async function keep(page, name) {
  if (!folder) return;
  mkdirSync(`${folder}/console`, {recursive: true});
  await page.screenshot({path: `${folder}/console/${name}.png`, fullPage: true});
}
