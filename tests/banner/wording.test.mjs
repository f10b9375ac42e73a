// Dates, amounts and counts look as they do elsewhere in the reader's browser: as CLDR has them.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {test} from "node:test";

const samples = execFileSync(process.env.GRACEGATE_WORDING, {encoding: "utf8", maxBuffer: 1 << 26})
  .trim().split("\n").map((line) => JSON.parse(line));

// Where we mean to write otherwise. `as`: the locale to compare with (English as outside of the United States;
// digits that customers of all countries read). `time`: what stands before and after the time of day, where that
// is not ", " and nothing: words that read well in the middle of a sentence. `list`: English, Hindi and most
// others have a comma between all but the last two invoices; in Arabic "and" would stand before each of them.
// No sample has four digits before the decimal mark: Spanish and Polish have no group then, but accounts do.
const OURS = {
  ar: {as: "ar-u-nu-latn", time: ["، ", ""], list: "، "},
  de: {time: [", ", " Uhr"]},
  en: {as: "en-GB"},
  fr: {time: [" à ", ""]},
  he: {time: [" בשעה ", ""]},
  it: {time: [", ore ", ""]},
  ja: {time: [" ", ""]},
  ko: {time: [" ", ""]},
  nl: {time: [" om ", ""]},
  sv: {time: [" kl. ", ""]},
  tr: {time: [" ", ""]},
  "zh-Hans": {time: [" ", ""]},
};

// Each number and each code is shown in an element of its own, which needs no marks of direction.
const unmarked = (text) => text.replace(/[\u200e\u200f\u061c]/g, "");

test("There are samples of every language", () => {
  assert.ok(samples.length >= 18);
  for (const locale of Object.keys(OURS)) assert.ok(samples.some((one) => one.locale === locale), locale);
});

for (const {locale, list, dates, amounts, plurals} of samples) {
  const {as = locale, time = [", ", ""], list: ourList} = OURS[locale] ?? {};

  test(`Dates are written as in ${locale}`, () => {
    const day = new Intl.DateTimeFormat(as, {dateStyle: "long", timeZone: "UTC"});
    for (const {at, text} of dates) {
      const clock = new Date(at * 1000).toISOString().slice(11, 16);
      assert.equal(text, `${day.format(at * 1000)}${time[0]}${clock}${time[1]} UTC`);
    }
  });

  test(`Amounts are written as in ${locale}`, () => {
    for (const {minor, currency, text} of amounts) {
      const format = new Intl.NumberFormat(as, {style: "currency", currency, currencyDisplay: "code"});
      const {maximumFractionDigits: decimals} = format.resolvedOptions();
      assert.equal(text, unmarked(format.format(minor / 10 ** decimals)));
    }
  });

  test(`Invoices are listed as in ${locale}`, () => {
    const [, between] = new Intl.ListFormat(as).formatToParts(["1", "2", "3"]);
    assert.equal(list, ourList ?? between.value);
  });

  test(`Plural categories are those of ${locale}`, () => {
    const rule = new Intl.PluralRules(locale);
    const all = Object.entries(plurals);
    assert.ok(all.flatMap(([, numbers]) => numbers).length > 5000);
    for (const [category, numbers] of all) {
      for (const n of numbers) assert.equal(rule.select(n), category, `${n}`);
    }
  });
}
