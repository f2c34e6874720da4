// The engine on the site's own data (TIAOLI_GIVEN): what a reader sees of a result.
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");

const assets = path.join(__dirname, "..", "..", "scripts", "tiaoli", "assets");
const { create } = require(path.join(assets, "search-engine.js"));
const engine = create(JSON.parse(fs.readFileSync(process.env.TIAOLI_GIVEN, "utf8")).data);

const marked = (result) => result.passage.filter((run) => run[1]).map((run) => run[0]);

test("a result has its number, chapter, passage and what was found in it", () => {
  const [result] = engine.search("60天办结").results;
  assert.strictEqual(result.title, "第三十四条");
  assert.match(result.where, /^第四章/);
  assert.deepStrictEqual(marked(result), ["60日", "办结"]);
  assert.match(result.limits, /60日内办结/);
});

test("punctuation at the end of what was found is not marked", () => {
  for (const result of engine.search("复查").results) for (const run of marked(result)) assert.doesNotMatch(run, /[、，。]$/);
});

test("a kind leaves only its own results", () => {
  const kinds = new Set(engine.search("复查", "guide").results.map((result) => result.kind));
  assert.deepStrictEqual([...kinds], ["guide"]);
});

test("one wrong character and pinyin are understood, and said to be", () => {
  for (const [typed, meant] of [["打击抱复", "打击报复"], ["fcfh", "复查复核"], ["tingzheng", "听证"]]) {
    const answer = engine.search(typed);
    assert.ok(answer.results.length, typed);
    assert.match(answer.notes[0].text, new RegExp(meant));
  }
});

test("letters beside words are understood, and said to be", () => {
  for (const [typed, meant, address] of [["乡镇lxhy", "乡镇联席会议", "art-13"], ["fc 期限", "复查 期限", "art-35"], ["xinfang xingshi", "信访形式", "art-17"]]) {
    const answer = engine.search(typed);
    assert.match(answer.notes[0].text, new RegExp(`按“${meant}”查找`));
    assert.strictEqual(answer.results[0].address, address, typed);
  }
  for (const typed of ["wto规则", "qq群", "APP 反映"]) assert.strictEqual(engine.search(typed).results.length, 0, typed);
});

test("nothing found gives the nearest words and no result", () => {
  const answer = engine.search("信访保险");
  assert.strictEqual(answer.results.length, 0);
  assert.ok(answer.near.length);
});

test("odd input neither throws nor finds", () => {
  for (const query of ["", " ", "。", "的", "<b>", "\\", "[", "\u0000", "😀", "a".repeat(5000), "零", "第条"]) {
    assert.strictEqual(engine.search(query).results.length, 0, query.slice(0, 9));
  }
});

test("a keystroke takes less than 30 ms once warm", () => {
  const slow = ["复查期限", "上一级机关单位信访工作联席会议职责", "信访"].map((query) => {
    engine.search(query);
    let best = Infinity; // the others are the machine's
    for (let i = 0; i < 10; i++) {
      const start = performance.now();
      engine.search(query);
      best = Math.min(best, performance.now() - start);
    }
    return best;
  });
  assert.ok(Math.max(...slow) < 30, String(slow));
});
