/* 条理: which provision a question is about, by the questions that people ask of each (data/asked.yml): the nearest of
   them, by the characters, pairs of characters and senses of words that tell questions apart. */
(function (root) {
  "use strict";

  var GAP = 32;
  var BITS = 16; // marks (a character, a pair, a sense) are kept by a hash of so many bits
  var ONE = 0, PAIR = 1, SENSE = 2;
  var WORTH = [0.45, 1, 0.6]; // of a character, a pair, a sense
  var NEAREST = 0.55; // share of the nearest question; the rest is what all questions of a provision have

  /**
   * Ready the questions of every provision.
   * @param {string[]} questions of each provision, in the compared form, between spaces
   * @param {(said: string, visit: (sense: number) => void) => void} senses visits the numbers of what the words in a text mean
   * @returns {{near: (query: string) => Float32Array}}
   */
  function create(questions, senses) {
    var size = 0, doc, i, j;
    for (doc = 0; doc < questions.length; doc++) size += questions[doc].length;
    var marks = new Int32Array(size * 3 + 3), owners = [], ends = [], total = 0;
    for (doc = 0; doc < questions.length; doc++) {
      var own = questions[doc].split(" ");
      for (i = 0; i < own.length; i++) {
        if (!own[i]) continue;
        each(own[i], senses, function (mark) { marks[total++] = mark; });
        owners.push(doc);
        ends.push(total);
      }
    }
    var count = owners.length, starts = new Int32Array((1 << BITS) + 1), seen = new Int32Array(1 << BITS).fill(-1);
    /** Every mark of every question once. */
    function visit(use) {
      seen.fill(-1);
      for (i = 0, j = 0; i < count; i++) for (; j < ends[i]; j++) if (seen[marks[j] >> 2] !== i) { seen[marks[j] >> 2] = i; use(marks[j], i); }
    }
    visit(function (mark) { starts[(mark >> 2) + 1]++; });
    for (i = 0; i < 1 << BITS; i++) starts[i + 1] += starts[i];
    var rows = new Int32Array(starts[1 << BITS]), next = starts.slice(0, 1 << BITS), lengths = new Float32Array(count);
    visit(function (mark, question) {
      var value = worth(mark);
      rows[next[mark >> 2]++] = question;
      lengths[question] += value * value;
    });

    function worth(mark) {
      var often = starts[(mark >> 2) + 1] - starts[mark >> 2];
      return Math.log(1 + count / (often || 0.5)) * WORTH[mark & 3];
    }

    /** How near each provision's questions are to a query: 0 (nothing shared) to 1 (the same question). */
    function near(query) {
      var dots = new Float32Array(count), found = new Float32Array(questions.length), shares = new Float32Array(questions.length);
      var own = 0, all = 0, met = new Set();
      each(query, senses, function (mark) {
        if (met.has(mark)) return;
        met.add(mark);
        var value = worth(mark), last = -1, end = starts[(mark >> 2) + 1];
        own += value * value;
        all += value;
        for (var n = starts[mark >> 2]; n < end; n++) {
          dots[rows[n]] += value * value;
          if (owners[rows[n]] !== last) { last = owners[rows[n]]; shares[last] += value; }
        }
      });
      if (!own) return found;
      for (i = 0; i < count; i++) found[owners[i]] = Math.max(found[owners[i]], dots[i] / Math.sqrt(own * lengths[i]));
      for (i = 0; i < found.length; i++) found[i] = found[i] * NEAREST + shares[i] / all * (1 - NEAREST);
      return found;
    }

    return { near: near };
  }

  /** Visit the marks of a text: a hash, and in its lowest bits the kind. */
  function each(said, senses, visit) {
    senses(said, function (sense) { visit(hash(sense, 7) << 2 | SENSE); });
    for (var i = 0; i < said.length; i++) {
      var one = said.charCodeAt(i), two = said.charCodeAt(i + 1);
      if (one === GAP) continue;
      visit(hash(one, 0) << 2 | ONE);
      if (two && two !== GAP) visit(hash(one, two) << 2 | PAIR);
    }
  }

  function hash(a, b) { return (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> (32 - BITS); }

  var api = { create: create };
  root.tiaoliAsked = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
