// Runs the page's own scripts in Node: cases from stdin as JSON {data, cases: [text], packed: [[base64, size]]}.
"use strict";
const path = require("path");
const assets = path.join(__dirname, "..", "scripts", "tiaoli", "assets");
const claims = require(path.join(assets, "selfcheck-claims.js"));
const word = require(path.join(assets, "selfcheck-docx.js"));
let input = "";
process.stdin.on("data", (part) => { input += part; });
process.stdin.on("end", () => {
  const given = JSON.parse(input);
  const found = given.cases.map((text) => claims.check(text, given.data));
  const counts = given.cases.map((text) => claims.count(text));
  const unpacked = given.packed.map(([data, size]) => Buffer.from(word.inflate(new Uint8Array(Buffer.from(data, "base64")), size)).toString("base64"));
  process.stdout.write(JSON.stringify({ found, counts, unpacked }));
});
