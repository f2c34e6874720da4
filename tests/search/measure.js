// node measure.js DATA.js QUERIES.json -> one JSON object: ready and search times in ms, and the answers' articles.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const assets = path.join(__dirname, "..", "..", "scripts", "tiaoli", "assets");
const [dataFile, queriesFile] = process.argv.slice(2);
const engine = require(path.join(assets, "search-engine.js"));

const source = fs.readFileSync(dataFile, "utf8");
const scope = { window: {} };
const start = performance.now();
vm.runInNewContext(source, scope);
const found = engine.create(scope.window.tiaoliSearchData);
const ready = performance.now() - start;

const answers = JSON.parse(fs.readFileSync(queriesFile, "utf8")).map((query) => {
  const from = performance.now();
  const answer = found.search(query);
  const took = performance.now() - from;
  return {
    query, took, total: answer.total, notes: answer.notes.map((note) => note.text), near: answer.near,
    articles: answer.results.map((result) => (result.address ? result.address.replace("art-", "") : result.kind)),
    hrefs: answer.results.map((result) => result.href),
  };
});
process.stdout.write(JSON.stringify({ ready, answers }));
