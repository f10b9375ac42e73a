// Makes docs/images/banner.png: node picture.mjs, after `npm ci` here and a build (or with GRACEGATE_PAGE_SERVER).
import {mkdirSync, statSync} from "node:fs";
import {fileURLToPath} from "node:url";

import {Product, SCENES, launch, notice, visit} from "./support.mjs";

const folder = fileURLToPath(new URL("../../docs/images/", import.meta.url));
mkdirSync(folder, {recursive: true});
const product = await Product.start();
const browser = await launch();
await product.publish(notice("acme", SCENES.countdown(product.now)));
const {page} = await visit(browser, product, "acme.billing.en", {viewport: {width: 1280, height: 560}});
await page.screenshot({path: `${folder}banner.png`});
await browser.close();
await product.stop();
console.log(`${folder}banner.png: ${statSync(`${folder}banner.png`).size} bytes`);
