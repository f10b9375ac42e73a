// What the script draws is what the SDK writes into the page, element by element.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {test} from "node:test";

import {render} from "./banner_script.mjs";

const escaped = (text) => text.replace(/[&<>"']/g, (c) => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})[c]);

// As much of a document as the script draws with.
class Node {
  childNodes = [];
  attributes = [];
  constructor(name) { this.name = name; }
  setAttribute(name, value) { this.attributes.push(` ${name}="${escaped(String(value))}"`); }
  toggleAttribute(name, isThere) { if (isThere) this.setAttribute(name, ""); }
  append(...children) { this.childNodes.push(...children); }
  toString() {
    const inner = this.childNodes.map((child) => typeof child === "string" ? escaped(child) : String(child)).join("");
    return `<${this.name}${this.attributes.join("")}>${inner}</${this.name}>`;
  }
}

const samples = execFileSync(process.env.GRACEGATE_SAMPLES, {encoding: "utf8", maxBuffer: 1 << 26})
  .trim().split("\n").map((line) => JSON.parse(line));

test("The script draws what the SDK writes: each mode, role and language, hostile text, several cases", () => {
  globalThis.document = {createElement: (name) => new Node(name)};
  assert.ok(samples.length > 60);
  for (const {answer, html, thin} of samples) {
    const {banner} = JSON.parse(answer);
    assert.equal(String(render(banner, banner, thin)), html);
  }
});
