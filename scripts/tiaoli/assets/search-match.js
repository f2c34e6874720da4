/* 条理: how much of a word a text has, and which part of the text to show with the word marked. Forms and texts are in the
   compared form of search-text.js. */
(function (root) {
  "use strict";

  var text = root.tiaoliText || (typeof require === "function" ? require("./search-text.js") : null);
  var GAP = " ";
  /** Texts shown lately with their compared form. @type {Map<string, {text: string, at: Int32Array}>} */
  var folds = new Map();
  var EDGE = /[“”‘’《》〈〉「」『』、，,·（）()〔〕。；：！？\s]/;

  /** Share of a form that a text has: 1 for the whole, less for its pairs, 0 below a third. */
  function matching(form, body) {
    if (!body || !form) return 0;
    if (body.indexOf(form) >= 0) return 1;
    if (form.length < 3) return 0;
    var got = shared(form, body);
    return got < 0.34 ? 0 : got * 0.92;
  }

  /** Whether a word is one of a list of words. */
  function lists(said, word) { return (GAP + said + GAP).indexOf(GAP + word + GAP) >= 0; }

  /** A little more for every time that a form comes again. */
  function often(form, body) {
    var times = 0;
    for (var at = body.indexOf(form); at >= 0 && times < 5; at = body.indexOf(form, at + form.length)) times++;
    return 1 + 0.1 * (times - 1);
  }

  /** Share of the characters of `form` that stand in pairs which `body` has too. */
  function shared(form, body) {
    var count = 0, last = false;
    for (var i = 0; i + 1 < form.length; i++) {
      var has = body.indexOf(form.substr(i, 2)) >= 0;
      count += has ? (last ? 1 : 2) : 0;
      last = has;
    }
    return count / form.length;
  }

  /** A passage cut to what was found, as runs of text and whether they are marked. */
  function marked(body, found, whole) {
    var folded = folds.get(body) || text.foldAt(body), marks = new Uint8Array(body.length + 1), first = -1, i, j;
    if (folds.size > 200) folds.clear();
    folds.set(body, folded);
    function mark(from, length) {
      var last = folded.at[from + length];
      while (last > folded.at[from] + 1 && EDGE.test(body.charAt(last - 1))) last--; // 复查、 is marked as 复查
      for (j = folded.at[from]; j < last; j++) marks[j] = 1;
      if (first < 0 || folded.at[from] < first) first = folded.at[from];
    }
    found.forEach(function (form) {
      var at = folded.text.indexOf(form);
      if (at >= 0) for (; at >= 0; at = folded.text.indexOf(form, at + 1)) mark(at, form.length);
      else for (i = 0; i + 1 < form.length; i++) {
        at = folded.text.indexOf(form.substr(i, 2));
        if (at >= 0) mark(at, 2);
      }
    });
    var start = 0, end = Math.min(body.length, whole ? 140 : 96);
    if (first > 48) {
      start = Math.max(body.lastIndexOf("，", first - 8), body.lastIndexOf("。", first - 1), body.lastIndexOf("；", first - 1), body.lastIndexOf("\n", first), first - 40) + 1;
      end = Math.min(body.length, start + 96);
    }
    /** @type {[string, boolean][]} */
    var runs = [];
    for (i = start; i < end; i++) {
      var on = marks[i] === 1 && body.charAt(i) !== "\n";
      if (runs.length && runs[runs.length - 1][1] === on) runs[runs.length - 1][0] += body.charAt(i);
      else runs.push([body.charAt(i), on]);
    }
    if (start > 0) runs.unshift(["…", false]);
    if (end < body.length) runs.push(["…", false]);
    return runs.map(function (run) { return [run[0].replace(/\n/g, "　"), run[1]]; });
  }

  var api = { matching: matching, shared: shared, lists: lists, often: often, marked: marked };
  root.tiaoliMatch = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
