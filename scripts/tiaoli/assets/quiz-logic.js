/* 条理: marking, the mistakes book and progress, without a page. Days and chance are passed in. */
(function (root) {
  "use strict";

  var LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  var NAMES = { single: "单选题", multi: "多选题", judge: "判断题", blank: "填空题", short: "简答题", order: "排序题" };
  /** Right on so many different days since the last mistake: 掌握, and out of the mistakes book. */
  var MASTERED = 2, FORGIVEN = 3;
  var LEVELS = ["没练过", "还不熟", "熟悉", "掌握"];

  function canon() { return root.tiaoliQuizCanon || require("./quiz-canon.js"); }

  /** @param {any} question @returns {number[]} positions of the right options */
  function keyed(question) {
    return (question.options || []).map(function (option, at) { return option.correct ? at : -1; }).filter(function (at) { return at >= 0; });
  }

  /** @param {number[]} positions @returns {string} letters in the bank's order */
  function letters(positions) {
    return positions.slice().sort(function (a, b) { return a - b; }).map(function (at) { return LETTERS.charAt(at); }).join("");
  }

  /** The parts of a stem around its blanks. @param {string} stem */
  function parts(stem) { return stem.split(/[_＿]{2,}/); }

  /** What of an answer is right: one value a blank, an option or a point. @param {any} question @param {string} given @param {string[]} names */
  function blanks(question, given, names) {
    var around = parts(question.stem), typed = given.split("|");
    return question.answers.map(function (words, at) { return canon().accepts(typed[at] || "", words, around[at + 1] || "", names); });
  }

  /**
   * Points of an answer. `given` as results are handed in: letters of the options in the bank's order, "2,1,3" for an
   * order, T or F, blanks joined by |, for a short answer the numbers of the points that it has; "" unanswered.
   * @param {any} question @param {string} given @param {string[]} names
   * @returns {{points: number, right: boolean}}
   */
  function mark(question, given, names) {
    var full = question.score, right = 0, wrong = 0, all = 0;
    if (!given) return { points: 0, right: false };
    if (question.type === "judge") right = (given === "T") === question.answer ? (all = 1) : ((wrong = 1), 0);
    else if (question.type === "order") {
      all = 1;
      right = given === question.options.map(function (_, at) { return at + 1; }).join(",") ? 1 : ((wrong = 1), 0);
    } else if (question.type === "blank") {
      var typed = given.split("|");
      blanks(question, given, names).forEach(function (ok, at) { all += 1; if (ok) right += 1; else if ((typed[at] || "").trim()) wrong += 1; });
    } else if (question.type === "short") {
      all = (question.points || []).length || 1;
      right = given.split(",").filter(function (one) { return Number(one) >= 1 && Number(one) <= all; }).length;
    } else {
      keyed(question).forEach(function (at) { all += 1; if (given.indexOf(LETTERS.charAt(at)) >= 0) right += 1; });
      wrong = given.length - right;
    }
    if (right === all && !wrong) return { points: full, right: true };
    var share = question.type === "short" || question.partial === "each" ? right / all : question.partial === "half" && right ? 0.5 : 0;
    return { points: wrong ? 0 : Math.round(full * share * 100) / 100, right: false };
  }

  /** The key in words. @param {any} question @returns {string} */
  function keyWords(question) {
    if (question.type === "judge") return question.answer ? "对" : "错";
    if (question.type === "blank") return question.answers.map(function (words) { return words.length > 1 ? words[0] + "（或" + words.slice(1).join("、") + "）" : words[0]; }).join("；");
    if (question.type === "short") return question.text || (question.points || []).join("；");
    if (question.type === "order") return question.options.map(function (option) { return option.text; }).join(" → ");
    return keyed(question).map(function (at) { return question.options[at].text; }).join("；");
  }

  /** An answer in words. @param {any} question @param {string} given @returns {string} */
  function givenWords(question, given) {
    if (!given) return "没有作答";
    if (question.type === "judge") return given === "T" ? "对" : "错";
    if (question.type === "blank") return given.split("|").map(function (word) { return word || "（空）"; }).join("；");
    if (question.type === "short") return "自评答到要点 " + (given === "0" ? "0" : given.split(",").length) + " 个，共 " + (question.points || []).length + " 个";
    var at = question.type === "order" ? given.split(",").map(function (one) { return Number(one) - 1; }) : given.split("").map(function (one) { return LETTERS.indexOf(one); });
    return at.map(function (one) { return (question.options[one] || { text: "" }).text; }).join(question.type === "order" ? " → " : "；");
  }

  /** A row of chance that starts from a number: the same seed gives the same paper. @param {number} seed @returns {() => number} */
  function chance(seed) {
    var state = seed >>> 0;
    return function () {
      state = (state + 0x6d2b79f5) >>> 0;
      var t = Math.imul(state ^ (state >>> 15), state | 1);
      t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  /** @template T @param {T[]} list @param {() => number} next @returns {T[]} */
  function shuffled(list, next) {
    var out = list.slice();
    for (var i = out.length - 1; i > 0; i -= 1) {
      var j = Math.floor(next() * (i + 1)), kept = out[i];
      out[i] = out[j];
      out[j] = kept;
    }
    return out;
  }

  /** A number for a text, to seed with. @param {string} text */
  function seedOf(text) {
    var hash = 2166136261;
    for (var i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
    return hash >>> 0;
  }

  /** Positions of the options as they are shown: shuffled but for those that are locked; an order never in its right one. @param {any} question @param {number} seed */
  function arranged(question, seed) {
    var options = question.options || [], all = options.map(function (_, at) { return at; });
    var free = all.filter(function (at) { return !options[at].lock; }), mixed = shuffled(free, chance(seed));
    if (question.type === "order" && mixed.length > 1 && mixed.every(function (at, i) { return at === free[i]; })) mixed.push(/** @type {number} */ (mixed.shift()));
    return all.map(function (at) { return options[at].lock ? at : /** @type {number} */ (mixed.shift()); });
  }

  /**
   * A learner's record after one more answer; the record given is left as it is.
   * @param {any} record {done, book} @param {any} question @param {string} given @param {boolean} right @param {string} day 2026-01-31
   */
  function answered(record, question, given, right, day) {
    var old = record.done[question.id] || { n: 0, ok: 0, days: [] }, book = Object.assign({}, record.book), done = Object.assign({}, record.done);
    var before = old.rev === undefined || old.rev === question.rev ? old.days : []; // the question is another one now
    var days = right ? (before.indexOf(day) >= 0 ? before : before.concat(day)).slice(-FORGIVEN) : [];
    done[question.id] = { rev: question.rev, n: old.n + 1, ok: old.ok + (right ? 1 : 0), days: days, last: right ? 1 : 0 };
    if (!right) book[question.id] = { given: given, day: day };
    else if (book[question.id] && days.length >= FORGIVEN) delete book[question.id];
    return { done: done, book: book };
  }

  /** 0 to 3, by LEVELS. @param {any} record @param {any} question */
  function level(record, question) {
    var own = record.done[question.id];
    if (!own) return 0;
    if (!own.last || own.rev !== question.rev) return 1;
    return own.days.length >= MASTERED ? 3 : 2;
  }

  /** Articles with the most mistakes first: [number, wrong answers, answers]. @param {any[]} questions @param {any} record */
  function weakArticles(questions, record) {
    var found = {};
    questions.forEach(function (question) {
      var own = record.done[question.id];
      if (!own || (level(record, question) === 3 && !record.book[question.id])) return;
      (question.articles || []).forEach(function (number) {
        var row = found[number] || (found[number] = [number, 0, 0]);
        row[1] += own.n - own.ok;
        row[2] += own.n;
      });
    });
    return Object.keys(found).map(function (number) { return found[number]; })
      .filter(function (row) { return row[1] > 0; })
      .sort(function (a, b) { return b[1] / b[2] - a[1] / a[2] || b[1] - a[1]; });
  }

  /**
   * The questions of a scope, in the order in which they are practised.
   * @param {any[]} questions @param {{kind: string, value: string}} scope @param {any} record
   */
  function within(questions, scope, record) {
    var weak = scope.kind === "weak" ? weakArticles(questions, record).map(function (row) { return row[0]; }) : [];
    var chosen = questions.filter(function (question) {
      switch (scope.kind) {
        case "chapter": return question.chapter === scope.value;
        case "article": return (question.articles || []).indexOf(scope.value) >= 0;
        case "type": return question.type === scope.value;
        case "audience": return question.audience.indexOf(scope.value) >= 0;
        case "mistakes": return Boolean(record.book[question.id]);
        case "new": return !record.done[question.id];
        case "weak": return Boolean(record.book[question.id]) || (level(record, question) < 3 && (question.articles || []).some(function (number) { return weak.indexOf(number) >= 0; }));
        default: return true;
      }
    });
    if (scope.kind !== "weak") return chosen;
    return chosen.map(function (question, at) { return { question: question, at: at, own: record.done[question.id] }; })
      .sort(function (a, b) { return rank(a.own) - rank(b.own) || a.at - b.at; }).map(function (row) { return row.question; });
  }

  /** Last answered wrong first, then never answered, then the rest. @param {any} own */
  function rank(own) { return !own ? 1 : own.last ? 2 : 0; }

  var api = { LETTERS: LETTERS, NAMES: NAMES, LEVELS: LEVELS, FORGIVEN: FORGIVEN, MASTERED: MASTERED, keyed: keyed, letters: letters, parts: parts,
    blanks: blanks, mark: mark, keyWords: keyWords, givenWords: givenWords, chance: chance, shuffled: shuffled, seedOf: seedOf, arranged: arranged,
    answered: answered, level: level, weakArticles: weakArticles, within: within };
  root.tiaoliQuizLogic = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
