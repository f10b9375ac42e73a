// Makes the pictures of docs/images: node picture.mjs, after `npm ci` here and a build (or with GRACEGATE_PAGE_SERVER).
import {mkdirSync, statSync} from "node:fs";
import {fileURLToPath} from "node:url";

import {Product, SCENES, endedAt, launch, notice, visit} from "./support.mjs";

const folder = fileURLToPath(new URL("../../docs/images/", import.meta.url));
mkdirSync(folder, {recursive: true});
const product = await Product.start();
const browser = await launch();
const now = product.now;
for (const [name, cases, ended] of [
  ["banner", SCENES.countdown(now)],
  ["answered", SCENES.answered(now)],
  ["refused", SCENES.shutdown(now)],
  ["thanked", [], [endedAt(now, "settled", 900)]],
]) {
  await product.publish(notice(name, cases, ended));
  const height = {banner: 560, answered: 480, refused: 900, thanked: 260}[name];
  const {context, page} = await visit(browser, product, `${name}.billing.en`, {viewport: {width: 1280, height}, path: "/"});
  await page.screenshot({path: `${folder}${name}.png`});
  await context.close();
  console.log(`${folder}${name}.png: ${statSync(`${folder}${name}.png`).size} bytes`);
}
await browser.close();
await product.stop();
