/* 条理: which provision a query is about, by what was learnt from labelled queries (tiaoli.search.learn): for every mark, a
   character or a pair of them, how much it speaks for or against a provision, or for none of them. */
(function (root) {
  "use strict";

  var GAP = 32;
  var BASE = 35, SPAN = 57, MORE = 126; // characters that numbers are written as; MORE stands for SPAN marks skipped
  var STEP = 0.5; // of a rounded weight
  var FAR = -8; // no provision is further behind the likeliest

  /**
   * @typedef {{likes: Float32Array, none: number}} Likely `likes`: of each provision, 0 for the likeliest and less for the
   *   others; `none`: how much likelier than all of them together it is that the text leaves the query out
   */

  /**
   * @param {any} learnt strings as tiaoli.search.learn writes them, null where nothing was learnt
   * @param {string[]} addresses of the provisions
   * @returns {(query: string) => Likely | null}
   */
  function create(learnt, addresses) {
    if (!learnt) return function () { return null; };
    var place = learnt.addresses.map(function (address) { return addresses.indexOf(address); });
    var rows = new Map(), mark = -1, at = 0, n = 0, i;
    for (i = 0; i < learnt.steps.length; i++) {
      var step = learnt.steps.charCodeAt(i);
      if (step === MORE) { mark += SPAN; continue; }
      mark += 1 + step - BASE;
      var from = at;
      at += learnt.counts.charCodeAt(n) - BASE;
      rows.set(mark, { rare: +learnt.rare.charAt(n++), from: from, to: at });
    }
    var middle = BASE + (SPAN >> 1);

    return function (query) {
      var met = new Map(), scores = new Float32Array(place.length + 1), length = 0;
      each(query, function (mark) {
        if (rows.has(mark) && !met.has(mark)) { met.set(mark, rows.get(mark)); length += rows.get(mark).rare * rows.get(mark).rare; }
      });
      if (!met.size) return null;
      met.forEach(function (row) {
        for (var n = row.from; n < row.to; n++) {
          scores[learnt.classes.charCodeAt(n) - BASE] += (learnt.sizes.charCodeAt(n) - middle) * STEP * row.rare / Math.sqrt(length);
        }
      });
      var best = -Infinity, all = 0, likes = new Float32Array(addresses.length).fill(FAR), n;
      for (n = 0; n < place.length; n++) best = Math.max(best, scores[n]);
      for (n = 0; n < place.length; n++) {
        all += Math.exp(scores[n] - best);
        if (place[n] >= 0) likes[place[n]] = Math.max(FAR, scores[n] - best);
      }
      return { likes: likes, none: scores[place.length] - best - Math.log(all) };
    };
  }

  /** Visit the numbers of the marks of a text, as `marks` of tiaoli.search.learn has them. */
  function each(said, visit) {
    for (var i = 0; i < said.length; i++) {
      var one = said.charCodeAt(i), two = said.charCodeAt(i + 1);
      if (one === GAP || one >= 97 && one <= 122) continue; // letters speak of no provision
      visit(hash(one, 0));
      if (two && two !== GAP) visit(hash(one, two));
    }
  }

  function hash(a, b) { return (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> 16; }

  var api = { create: create };
  root.tiaoliLearnt = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
