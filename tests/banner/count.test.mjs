// The script counts as the SDK does: both are held against the same vectors.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {test} from "node:test";
import {gzipSync} from "node:zlib";

import {countDown, countText, ticked, untilNextCount} from "./banner_script.mjs";

const vectors = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8"));
const web = (name) => readFileSync(new URL(`../../sdk/web/${name}`, import.meta.url));
const texts = (tag) => JSON.parse(web(`texts/${tag}.json`));

test("The script counts as the vectors say", () => {
  const rows = vectors("countdown");
  assert.ok(rows.length > 100);
  for (const {left_seconds: left, value, unit} of rows) assert.deepEqual(countDown(left), {value, unit}, String(left));
});

test("Between two seconds the script counts as at the next whole one", () => {
  for (const {left_seconds: left, value, unit} of vectors("countdown")) {
    if (left > 0) assert.deepEqual(countDown(left - 0.5), {value, unit}, String(left - 0.5));
  }
});

test("The script wakes when the count changes, not before and not after", () => {
  for (const {left_seconds: left} of vectors("countdown")) {
    if (left <= 0 || left > 60 * 86400) continue;
    const wait = untilNextCount(left);
    assert.deepEqual(countDown(left - wait + 1), countDown(left), `one second early at ${left}`);
    assert.notDeepEqual(countDown(left - wait), countDown(left), `in time at ${left}`);
  }
  assert.equal(untilNextCount(0), Infinity);
});

test("The browser's plural categories choose the form that the SDK chooses", () => {
  const days = Object.fromEntries(["zero", "one", "two", "few", "many", "other"].map((name) => [name, name]));
  for (const {locale, numbers} of vectors("plurals")) {
    for (const [category, all] of Object.entries(numbers)) {
      for (const value of all) assert.equal(countText({value, unit: "days"}, {days}, locale), category, `${locale} ${value}`);
    }
  }
});

test("A text file without a form of its own for a category uses the one for all others", () => {
  const forms = {days: texts("de")["count.days"]};
  assert.equal(countText({value: 1, unit: "days"}, forms, "de"), "1 Tag");
  assert.equal(countText({value: 14, unit: "days"}, forms, "de"), "14 Tage");
  assert.equal(countText({value: 3, unit: "days"}, {days: {other: "{n}"}}, "ar"), "3");
});

test("A title is counted on in its own words, and left alone once nothing is left", () => {
  const days = texts("en")["count.days"];
  const model = {title: "2 days left", count_text: "2 days", locale: "en",
    count_forms: {days, hours: texts("en")["count.hours"], minutes: texts("en")["count.minutes"]}};
  assert.deepEqual(ticked(model, 86401), {title: "2 days left", count_text: "2 days"});
  assert.deepEqual(ticked(model, 86400), {title: "24 hours left", count_text: "24 hours"});
  assert.deepEqual(ticked(model, 60), {title: "1 minute left", count_text: "1 minute"});
  assert.deepEqual(ticked(model, 0), {title: "2 days left", count_text: "2 days"});
});

test("Script and style are less than 7 KB on the wire, the module for single-page apps less than 3 KB", () => {
  const served = (name) => execFileSync(process.env.GRACEGATE_SAMPLES, [name]);
  const sizes = ["banner.js", "banner.css", "gracegate.js"].map((name) => gzipSync(served(name)).length);
  const [script, style, module] = sizes;
  assert.ok(script + style < 7 * 1024 && module < 3 * 1024, sizes.join(", "));
});
