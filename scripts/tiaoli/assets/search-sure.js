/* 条理: whether a query is about what the statute rules at all, and which provisions are then shown. What the text lacks
   must find nothing, a whole sentence in everyday words must find the nearest. */
(function (root) {
  "use strict";

  // Logistic curves over what the words and the questions bear out, fitted once to labelled queries with and without an
  // answer: where nothing was learnt (search-learnt.js), and where it was.
  var LINE = { words: 4.8, question: 7.4, strange: -0.9, outside: -9.6, none: 0, length: 8.2, long: 14, base: -9.8 };
  var LEARNT = { words: 5.1, question: 3.9, strange: 0, outside: -7.8, none: -0.6, length: 7.75, long: 14, base: -9.6 };
  var LEAST = { sure: -1.5, unsure: -1, learnt: -0.5, brief: 1.5, size: 6 }; // where they say yes: the first when some provision has enough of the words, and when none has; the second, and for a query of so few characters of which none has enough
  var CERTAIN = { size: 12, none: -1.5 }; // so long a query that is so surely about some provision is not left out
  var STRANGE = { short: 0.24, long: 0.45, size: 8, like: 0.48 }; // share of a query about what the statute leaves out that no provision has: then nothing is found, unless some question is as near as `like`
  var SHOW = { upto: 5, from: 3, worth: 0.25, near: 2, gap: 7, long: 14 }; // a list is filled up with what comes near its best, for a query of so many characters: a share of its score; where it was learnt so far behind it, and further the longer the query

  /**
   * @typedef {{words: number, question: number, strange: number, outside: number, size: number, none: number | null}} Evidence the best provision's
   *   share of the words, the nearest question, shares of the query that no provision has and that the statute leaves out, and
   *   the number of characters, and how much likelier than all provisions "none of them" is (null where nothing was learnt)
   */

  /** @param {Evidence} evidence @returns {boolean} whether the query is about something that the statute leaves out */
  function leftOut(evidence) {
    if (evidence.none !== null && evidence.size >= CERTAIN.size && evidence.none < CERTAIN.none) return false;
    return evidence.outside > 0 && evidence.question < STRANGE.like && evidence.strange >= (evidence.size > STRANGE.size ? STRANGE.long : STRANGE.short);
  }

  /** @param {Evidence} evidence @param {boolean} sure @returns {boolean} whether provisions are shown for it */
  function about(evidence, sure) {
    var line = evidence.none === null ? LINE : LEARNT, none = Math.max(-8, Math.min(8, evidence.none || 0));
    var value = line.words * evidence.words + line.question * evidence.question + line.strange * evidence.strange +
      line.outside * evidence.outside + line.none * none + line.length * Math.min(1, evidence.size / line.long) + line.base;
    if (line === LEARNT) return value > (sure || evidence.size > LEAST.size ? LEAST.learnt : LEAST.brief);
    return value > (sure ? LEAST.sure : LEAST.unsure);
  }

  /** Keep, of the provisions in order of score, those that come near the best until the list is long enough. */
  function fill(rows, size, learnt) {
    if (size < SHOW.from || !rows.length) return;
    var kept = rows.filter(function (row) { return row.kept; }).length, best = rows[0].score;
    var least = learnt ? best - SHOW.near - SHOW.gap * Math.pow(Math.min(1, size / SHOW.long), 2) : best * SHOW.worth;
    rows.forEach(function (row, n) {
      if (row.kept || (learnt ? n : kept) >= SHOW.upto || row.score < least) return;
      row.kept = true;
      kept++;
    });
  }

  var api = { leftOut: leftOut, about: about, fill: fill };
  root.tiaoliSure = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
