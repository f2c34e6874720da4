// The quiz's logic as the browser runs it; TIAOLI_GIVEN names a JSON file with the shared cases.
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const zlib = require("node:zlib");

const assets = path.join(__dirname, "..", "..", "scripts", "tiaoli", "assets");
const canon = require(path.join(assets, "quiz-canon.js"));
const logic = require(path.join(assets, "quiz-logic.js"));
const results = require(path.join(assets, "quiz-result.js"));
const drawing = require(path.join(assets, "quiz-draw.js"));
const given = JSON.parse(fs.readFileSync(process.env.TIAOLI_GIVEN, "utf8"));
const NAMES = ["信访工作条例", "条例", "本条例"];

for (const { text, same } of given.canon) test(`${text} is compared as ${same}`, () => assert.strictEqual(canon.plain(text, NAMES), same));
for (const row of given.answers) {
  for (const typed of row.right) test(`${typed} is ${row.answers[0]}${row.after}`, () => assert.ok(canon.accepts(String(typed), row.answers.map(String), row.after, NAMES)));
  for (const typed of row.wrong) test(`${typed} is not ${row.answers[0]}${row.after}`, () => assert.ok(!canon.accepts(String(typed), row.answers.map(String), row.after, NAMES)));
}

const SINGLE = { id: "s", rev: 1, type: "single", stem: "（　）", score: 2, options: [{ text: "甲" }, { text: "乙", correct: true }, { text: "丙" }] };
const MULTI = { id: "m", rev: 1, type: "multi", stem: "（　）", score: 2, partial: "half", options: [{ text: "甲", correct: true }, { text: "乙" }, { text: "丙", correct: true }, { text: "丁", correct: true }] };
const BLANK = { id: "b", rev: 1, type: "blank", stem: "____日，____日", score: 2, answers: [["60", "六十"], ["30", "三十"]] };
const ORDER = { id: "o", rev: 1, type: "order", stem: "排", score: 1, options: [{ text: "一" }, { text: "二" }, { text: "三" }] };
const SHORT = { id: "t", rev: 1, type: "short", stem: "答", score: 10, text: "甲乙", points: ["甲", "乙", "丙", "丁"] };
const points = (question, answer, more) => logic.mark(Object.assign({}, question, more), answer, NAMES).points;

test("points follow the rule of the question", () => {
  assert.deepStrictEqual(["B", "A", ""].map(one => points(SINGLE, one)), [2, 0, 0]);
  assert.deepStrictEqual(["ACD", "AC", "A", "AB", "ABCD", ""].map(one => points(MULTI, one)), [2, 1, 1, 0, 0, 0]);
  assert.deepStrictEqual(["ACD", "AC", "AB"].map(one => points(MULTI, one, { partial: "each" })), [2, 1.33, 0]);
  assert.deepStrictEqual(["ACD", "AC"].map(one => points(MULTI, one, { partial: "none" })), [2, 0]);
  assert.deepStrictEqual(["六十|30天", "60|", "60|60"].map(one => points(BLANK, one)), [2, 0, 0]);
  assert.deepStrictEqual(["60|", "60|60"].map(one => points(BLANK, one, { partial: "each" })), [1, 0]);
  assert.deepStrictEqual(["1,2,3", "2,1,3"].map(one => points(ORDER, one)), [1, 0]);
  assert.deepStrictEqual(["1,2,3,4", "1,3", "0"].map(one => points(SHORT, one)), [10, 5, 0]);
  const judge = { id: "j", rev: 1, type: "judge", stem: "句。", answer: false, score: 1 };
  assert.deepStrictEqual(["T", "F", ""].map(one => points(judge, one)), [0, 1, 0]);
});

test("options are shuffled, locked ones keep their place, an order never stands solved", () => {
  const locked = { options: [{ text: "一" }, { text: "二" }, { text: "三" }, { text: "以上都对", lock: true }] }, seen = new Set();
  for (let seed = 0; seed < 200; seed += 1) {
    const order = logic.arranged(locked, seed);
    assert.strictEqual(order[3], 3);
    assert.deepStrictEqual(order.slice().sort(), [0, 1, 2, 3]);
    seen.add(order.join(""));
    assert.notDeepStrictEqual(logic.arranged(ORDER, seed), [0, 1, 2]);
  }
  assert.strictEqual(seen.size, 6);
  assert.deepStrictEqual(logic.arranged(locked, 7), logic.arranged(locked, 7));
});

function days(...answers) {
  return answers.reduce((record, [right, day]) => logic.answered(record, SINGLE, right ? "B" : "A", right, day), { done: {}, book: {} });
}

test("a mistake leaves the book after three right answers on different days", () => {
  const wrong = [false, "2026-01-01"];
  assert.deepStrictEqual(days(wrong).book, { s: { given: "A", day: "2026-01-01" } });
  assert.ok(days(wrong, [true, "2026-01-01"], [true, "2026-01-02"]).book.s);
  assert.ok(days(wrong, [true, "2026-01-01"], [true, "2026-01-01"], [true, "2026-01-01"]).book.s, "three times on one day");
  assert.ok(days(wrong, [true, "2026-01-01"], [true, "2026-01-02"], [false, "2026-01-03"], [true, "2026-01-04"]).book.s, "wrong again");
  assert.ok(!days(wrong, [true, "2026-01-01"], [true, "2026-01-02"], [true, "2026-01-03"]).book.s);
});

test("familiar is right last time, mastered is right on two days, a changed question has to be answered again", () => {
  assert.deepStrictEqual([days(), days([false, "1"]), days([true, "1"]), days([true, "1"], [true, "1"]), days([true, "1"], [true, "2"])].map(one => logic.level(one, SINGLE)), [0, 1, 2, 2, 3]);
  const known = days([true, "1"], [true, "2"]), changed = Object.assign({}, SINGLE, { rev: 2 });
  assert.strictEqual(logic.level(known, changed), 1);
  assert.strictEqual(logic.level(logic.answered(known, changed, "B", true, "3"), changed), 2);
  assert.strictEqual(known.done.s.n, 2, "the record given is left as it is");
});

test("weak articles come by their share of mistakes and lead to their questions", () => {
  const questions = [Object.assign({}, SINGLE, { id: "a", articles: ["1"] }), Object.assign({}, SINGLE, { id: "b", articles: ["1"] }), Object.assign({}, SINGLE, { id: "c", articles: ["2"] })];
  let record = { done: {}, book: {} };
  record = logic.answered(record, questions[0], "B", true, "1");
  record = logic.answered(record, questions[2], "A", false, "1");
  assert.deepStrictEqual(logic.weakArticles(questions, record), [["2", 1, 1]]);
  assert.deepStrictEqual(logic.within(questions, { kind: "weak", value: "" }, record).map(q => q.id), ["c"]);
  assert.deepStrictEqual(logic.within(questions, { kind: "new", value: "" }, record).map(q => q.id), ["b"]);
  assert.deepStrictEqual(logic.within(questions, { kind: "article", value: "1" }, record).map(q => q.id), ["a", "b"]);
});

test("what is handed in reads back, and its checksum is CRC-32", () => {
  const rows = [{ question: SINGLE, given: "B", points: 2, seconds: 3.4 }, { question: MULTI, given: "", points: 0, seconds: 0 }];
  const about = { site: "x", statute: "0123abcd", mode: "mock", title: "模拟考试", unit: "示例局", code: "K3M9", name: "", started: 1, finished: 61 };
  const one = results.result(about, rows), line = results.text(one).split("\n").pop();
  assert.deepStrictEqual(Object.keys(one), ["tiaoli", "schema", "site", "statute", "mode", "title", "unit", "code", "name", "started", "finished", "score", "full", "answers"]);
  const [, packed, sum] = /^条理成绩:([A-Za-z0-9_-]+)\.([0-9a-f]{8})$/.exec(line);
  const data = Buffer.from(packed, "base64url");
  assert.deepStrictEqual(JSON.parse(data.toString("utf8")), one);
  assert.strictEqual(JSON.stringify(one), data.toString("utf8"));
  if (zlib.crc32) assert.strictEqual(zlib.crc32(data).toString(16).padStart(8, "0"), sum);
  assert.strictEqual(results.crc32("123456789"), "cbf43926");
  assert.deepStrictEqual([one.score, one.full, one.answers], [2, 4, [["s", 1, "B", 2, 3], ["m", 1, "", 0, 0]]]);
});

test("a table is safe to open: no formula, quotes doubled", () => {
  assert.strictEqual(results.csv([["=1+1", "a\"b", "-5", "二\n三"]]), "\ufeff'=1+1,\"a\"\"b\",'-5,\"二\n三\"\r\n");
});

test("a paper has 100 points, takes every chapter, and leaves what came up before for last", () => {
  const questions = given.mock, first = drawing.draw(questions, "", 1, {}), seen = {};
  assert.strictEqual(first.reduce((sum, q) => sum + q.score, 0), 100);
  assert.strictEqual(new Set(first.map(q => q.id)).size, first.length);
  assert.deepStrictEqual([...new Set(first.map(q => q.chapter))].sort(), [...new Set(questions.map(q => q.chapter))].sort());
  assert.deepStrictEqual(drawing.draw(questions, "", 1, {}), first);
  assert.notDeepStrictEqual(drawing.draw(questions, "", 2, {}), first);
  first.forEach(q => { seen[q.id] = 1; });
  const again = drawing.draw(questions, "", 3, seen).filter(q => seen[q.id] && q.type === "single").length;
  assert.ok(again <= 0, `${again} singles came up twice though there are others`);
  assert.ok(drawing.draw(questions, "群众", 1, {}).every(q => q.audience.includes("群众")));
});
