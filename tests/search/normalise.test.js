// The cases of tests/cases/normalise.yml in the browser's code; TIAOLI_GIVEN names a JSON file with them and the site's data.
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");

const assets = path.join(__dirname, "..", "..", "scripts", "tiaoli", "assets");
const text = require(path.join(assets, "search-text.js"));
const given = JSON.parse(fs.readFileSync(process.env.TIAOLI_GIVEN, "utf8"));
text.learn(given.data.traditional);

for (const { text: written, same } of given.cases) {
  test(`${written} is compared as ${same}`, () => assert.strictEqual(text.normalise(String(written)), String(same)));
}

test("every character of the compared form knows its place", () => {
  const written = "第三十四条　自受理之日起６０日内办结；（一）情况複杂的。";
  const { text: folded, at } = text.foldAt(written);
  assert.strictEqual(at.length >= folded.length + 1, true);
  assert.strictEqual(written.slice(at[folded.indexOf("办结")], at[folded.indexOf("办结") + 2]), "办结");
  assert.strictEqual(at[folded.length], written.length);
});

test("5日 is not found in 15日", () => {
  assert.strictEqual(text.fold("自收到之日起15日内").indexOf(text.fold("5日")), -1);
  assert.notStrictEqual(text.fold("自收到之日起十五日内").indexOf(text.fold("15天")), -1);
});

test("numerals that are none stay as they are", () => {
  assert.deepStrictEqual(["十十", "六十", "一百零一", "二〇二二", "3四", "10000000000"].map(text.value), [-1, 60, 101, 2022, -1, -1]);
});
