// sdk/web/banner.js as a module of node, which takes a .js file without a package.json for something older.
import {readFileSync} from "node:fs";

const source = readFileSync(new URL("../../sdk/web/banner.js", import.meta.url));
export const {countDown, countText, render, ticked, untilNextCount} =
  await import(`data:text/javascript;base64,${source.toString("base64")}`);
