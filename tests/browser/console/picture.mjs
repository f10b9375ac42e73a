// Makes the pictures of docs/support/console.md: node picture.mjs, after `npm ci` in tests/browser and a build, with GRACEGATED.
import {statSync} from "node:fs";
import {fileURLToPath} from "node:url";

import {Desk} from "./desk.mjs";

const folder = fileURLToPath(new URL("../../../docs/images/", import.meta.url));
const desk = await Desk.start();
const one = await desk.case("acme", {reference: "SUP-1207"});
await desk.help(one);
const page = await desk.sign_in(desk.support, {viewport: {width: 1280, height: 820}});
const keep = async (name) => {
  await page.screenshot({path: `${folder}${name}.png`});
  console.log(`${folder}${name}.png: ${statSync(`${folder}${name}.png`).size} bytes`);
};
await page.goto(`/console/cases/${one.id}`);
await keep("console-case");
await desk.account("birch", "Birch & Sons", {zone: "America/New_York"});
await page.goto("/console/accounts/birch/open");
await page.getByLabel("Amount").fill("300.00");
await page.getByLabel("Why").fill("INV-7 is 30 days late");
await page.getByRole("button", {name: "See what happens"}).click();
await page.getByRole("heading", {name: "If you go on"}).waitFor();
await keep("console-open");
await desk.stop();
