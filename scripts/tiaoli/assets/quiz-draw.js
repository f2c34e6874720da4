/* 条理: which questions a mock exam takes from its own set. */
(function (root) {
  "use strict";

  /** How many of each type a paper takes and what one is worth: 100 points where the set has enough. Short answers no program can mark. */
  var PLAN = [["single", 24, 2], ["multi", 6, 3], ["judge", 16, 1], ["blank", 6, 1], ["order", 3, 4]];

  function logic() { return root.tiaoliQuizLogic || require("./quiz-logic.js"); }

  /**
   * Questions of one paper, each with its worth as `score`, in the order of types; chapters take turns, what came up
   * least often goes first, and two questions on one provision are taken only where there is no other.
   * @param {any[]} questions @param {string} audience "" for everybody @param {number} seed @param {Record<string, number>} seen times that a question came up
   */
  function draw(questions, audience, seed, seen) {
    var next = logic().chance(seed), used = {}, out = /** @type {any[]} */ ([]);
    PLAN.forEach(function (row) {
      var pool = logic().shuffled(questions.filter(function (q) { return q.type === row[0] && (!audience || q.audience.indexOf(audience) >= 0); }), next);
      pool.sort(function (a, b) { return (seen[a.id] || 0) - (seen[b.id] || 0); });
      var chapters = {}, sizes = {}, taken = 0;
      pool.forEach(function (q) { sizes[q.chapter] = (sizes[q.chapter] || 0) + 1; });
      while (pool.length && taken < row[1]) {
        var best = 0, low = Infinity;
        for (var at = 0; at < pool.length; at += 1) {
          var q = pool[at], cost = ((chapters[q.chapter] || 0) + 0.5) / sizes[q.chapter] + (used[place(q)] ? 2 : 0) + (seen[q.id] || 0);
          if (cost < low - 1e-9) { low = cost; best = at; }
        }
        var chosen = pool.splice(best, 1)[0];
        chapters[chosen.chapter] = (chapters[chosen.chapter] || 0) + 1;
        used[place(chosen)] = true;
        out.push(Object.assign({}, chosen, { score: row[2] }));
        taken += 1;
      }
    });
    return out;
  }

  /** The provision that a question stands on. @param {any} question */
  function place(question) { return question.evidence && question.evidence[0] ? question.evidence[0].name : question.id; }

  var api = { PLAN: PLAN, draw: draw };
  root.tiaoliQuizDraw = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
