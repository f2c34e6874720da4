/* 条理: whether a query is about what the statute rules at all, and which provisions are then shown. What the text lacks
   must find nothing, a whole sentence in everyday words must find the nearest. */
(function (root) {
  "use strict";

  // A logistic curve over what the words and the questions bear out, fitted once to labelled queries with and without an answer.
  var LINE = { words: 4.8, question: 7.4, strange: -0.9, outside: -9.6, length: 8.2, long: 14, base: -9.8 };
  var LEAST = { sure: -1.5, unsure: -1 }; // where the curve says yes: when some provision has enough of the words, and when none has
  var STRANGE = { short: 0.24, long: 0.45, size: 8, like: 0.48 }; // share of a query about what the statute leaves out that no provision has: then nothing is found, unless some question is as near as `like`
  var SHOW = { upto: 5, worth: 0.25, from: 3 }; // a short list is filled up with what comes near its best, for a query of so many characters

  /**
   * @typedef {{words: number, question: number, strange: number, outside: number, size: number}} Evidence the best provision's
   *   share of the words, the nearest question, shares of the query that no provision has and that the statute leaves out, and
   *   the number of characters
   */

  /** @param {Evidence} evidence @returns {boolean} whether the query is about something that the statute leaves out */
  function leftOut(evidence) {
    return evidence.outside > 0 && evidence.question < STRANGE.like && evidence.strange >= (evidence.size > STRANGE.size ? STRANGE.long : STRANGE.short);
  }

  /** @param {Evidence} evidence @param {boolean} sure @returns {boolean} whether provisions are shown for it */
  function about(evidence, sure) {
    var value = LINE.words * evidence.words + LINE.question * evidence.question + LINE.strange * evidence.strange +
      LINE.outside * evidence.outside + LINE.length * Math.min(1, evidence.size / LINE.long) + LINE.base;
    return value > (sure ? LEAST.sure : LEAST.unsure);
  }

  /** Keep, of the provisions in order of score, those that come near the best until the list is long enough. */
  function fill(rows, size) {
    var kept = rows.filter(function (row) { return row.kept; }).length;
    if (size < SHOW.from) return;
    rows.forEach(function (row) {
      if (row.kept || kept >= SHOW.upto || row.score < rows[0].score * SHOW.worth) return;
      row.kept = true;
      kept++;
    });
  }

  var api = { leftOut: leftOut, about: about, fill: fill };
  root.tiaoliSure = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
