// Asking for help: the form, by everybody, and what became of it.
import assert from "node:assert/strict";
import {createRequire} from "node:module";
import {after, before, test} from "node:test";

import {DAY, Product, REGION, caseAt, enlarge, launch, notice, screenshots, visit} from "./support.mjs";

const axe = createRequire(import.meta.url)("axe-core").source;
const CASE = caseAt(0, 0).id;
const form = (topic) => `/gracegate/help?case=${CASE}&topic=${topic}`;

let browser, product, folder;
before(async () => {
  folder = screenshots();
  browser = await launch();
  product = await Product.withScenes();
});
after(async () => {
  await browser?.close();
  await product?.stop();
});

// What keeps somebody out: by axe, and what is small or wider than the screen.
async function faults(page) {
  await page.evaluate(axe);
  const {violations} = await page.evaluate(() => axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}));
  const found = violations.map(({id, nodes}) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join("; ")}`);
  return found.concat(await page.evaluate(() => {
    const small = [...document.querySelectorAll("a, button, input:not([type=hidden]), textarea")]
      .filter((control) => control.getBoundingClientRect().height < 24).map((control) => `small: ${control.outerHTML}`);
    const width = document.documentElement.clientWidth;
    const wide = [...document.querySelectorAll("body *")].filter((node) => {
      const box = node.getBoundingClientRect();
      return box.left < -0.5 || box.right > width + 0.5;
    }).map((node) => `sticks out: ${node.outerHTML.slice(0, 80)}`);
    return [...small, ...wide, ...(document.documentElement.scrollWidth > width ? ["scrolls sideways"] : [])];
  }));
}

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());

async function tabTo(page, what) {
  for (let i = 0; i < 30; ++i) {
    await page.keyboard.press("Tab");
    if (await focused(page) === what) return;
  }
  assert.fail(`${what} is not reached by the keyboard`);
}

test("From the banner to the answer by the keyboard alone", async () => {
  const {context, page, violations} = await visit(browser, product, "countdown.member.en.ada");
  await page.waitForSelector(REGION);
  await tabTo(page, "I’m stuck");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/gracegate/help?*");
  await tabTo(page, "gg-words");
  await page.keyboard.type("Nothing prints.");
  await tabTo(page, "gg-reach");
  await page.keyboard.type("ada@example.com");
  await tabTo(page, "Send");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/gracegate/help?sent=*");
  assert.equal(await page.locator("h1").textContent(), "Your message has arrived");
  const [sent] = (await product.help()).filter((one) => one.person === "ada");
  assert.equal(sent.text, "Nothing prints.");
  assert.equal(sent.reach, "ada@example.com");
  assert.equal(sent.case, CASE);
  assert.equal(sent.page, "/");

  const entry = {id: sent.id, person: "ada", topic: "stuck", at: product.now, answer_by: null,
    answer: {at: product.now, by: "Maria", text: "It is the paper.\nPlease look again."}};
  await product.publish(notice("countdown", [{...caseAt(product.now, 14 * DAY), help: [entry]}]));
  await page.reload();
  assert.equal(await page.locator("h1").textContent(), "Here is our answer");
  assert.match(await page.locator(".gg-answer").textContent(), /It is the paper/);
  const colleague = await visit(browser, product, "countdown.member.en.ben", {path: new URL(page.url()).pathname + new URL(page.url()).search});
  assert.doesNotMatch(await colleague.page.content(), /It is the paper/);
  assert.deepEqual(violations, []);
  await context.close();
  await colleague.context.close();
});

test("The form works with scripts off, and keeps what was typed where something is wrong", async () => {
  const {context, page} = await visit(browser, product, "read_only.billing.en.off", {javaScriptEnabled: false, path: form("time")});
  await page.locator("#gg-reach").fill("+49 30 901820");
  await page.getByRole("button", {name: "Send"}).click();
  await page.getByRole("alert").waitFor();
  assert.equal(await page.locator("#gg-reach").inputValue(), "+49 30 901820");
  await page.getByRole("alert").getByRole("link").click();
  assert.match(page.url(), /#gg-words$/);
  await page.locator("#gg-date").fill("2026-11-20");
  await page.locator("#gg-file").setInputFiles({name: "proof.pdf", mimeType: "application/pdf", buffer: Buffer.from("paid")});
  await page.getByRole("button", {name: "Send"}).click();
  await page.waitForURL("**/gracegate/help?sent=*");
  const [sent] = (await product.help()).filter((one) => one.person === "off");
  assert.equal(sent.date, "2026-11-20");
  assert.deepEqual(sent.file, {name: "proof.pdf", type: "application/pdf", data: Buffer.from("paid").toString("base64")});
  await context.close();
});

// In languages for each way of writing.
for (const locale of ["en", "de", "ar", "ja"]) {
  test(`Nobody is kept out of the form by how it looks: ${locale}`, async () => {
    const session = `shutdown.billing.${locale}.look-${locale}`;
    for (const [name, options] of Object.entries({light: {}, dark: {colorScheme: "dark"},
      narrow: {viewport: {width: 320, height: 640}}})) {
      for (const topic of ["stuck", "time"]) {
        const {context, page} = await visit(browser, product, session, {...options, path: form(topic)});
        assert.deepEqual(await faults(page), [], `${topic} ${name}`);
        await page.screenshot({path: `${folder}/help.${topic}.${locale}.${name}.png`, fullPage: true});
        if (name === "narrow") {
          await enlarge(page);
          assert.deepEqual(await faults(page), [], `${topic} at 200 %`);
          await page.screenshot({path: `${folder}/help.${topic}.${locale}.200.png`, fullPage: true});
        }
        await page.locator(".gg-send").click();
        await page.getByRole("alert").waitFor();
        assert.deepEqual(await faults(page), [], `${topic} ${name}, empty`);
        await context.close();
      }
      const {context, page} = await visit(browser, product, session, {...options, path: "/gracegate/help?sent=h_unknown"});
      assert.deepEqual(await faults(page), [], `sent ${name}`);
      await context.close();
    }
  });
}
