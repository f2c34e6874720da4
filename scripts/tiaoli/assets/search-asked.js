/* 条理: which provision a question is about, by the questions that people ask of each (data/asked.yml): the nearest of
   them, and the words of all of them and of the text together, by the characters, pairs of characters and senses of words
   that tell them apart. */
(function (root) {
  "use strict";

  var GAP = 32;
  var BITS = 16; // marks (a character, a pair, a sense) are kept by a hash of so many bits
  var ONE = 0, PAIR = 1, SENSE = 2;
  var WORTH = [0.45, 1, 0.6]; // of a character, a pair, a sense
  var NEAREST = 0.55; // share of the nearest question; the rest is what all questions of a provision have
  var TEXT = 1; // what a mark in the text counts beside one in a question
  var SOON = 3, LONG = 0.5; // BM25: how soon more of the same adds nothing, and how much length is held against a provision

  /**
   * Ready the questions of every provision.
   * @param {string[]} questions of each provision, in the compared form, between spaces
   * @param {string[]} texts of each provision: its own, and what is said of it
   * @param {(said: string, visit: (sense: number) => void) => void} senses visits the numbers of what the words in a text mean
   * @param {string[]} idle words that say nothing of what is asked, the long ones first; the questions are without them
   * @returns {{near: (query: string) => {close: Float32Array, worded: Float32Array}, core: (query: string) => string}}
   */
  function create(questions, texts, senses, idle) {
    var idly = new RegExp(idle.join("|") || "$^", "g");
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

    var stated = tallied(texts, senses), sizes = new Float32Array(questions.length), middle = 0;
    for (i = 0; i < count; i++) sizes[owners[i]] += ends[i] - (i ? ends[i - 1] : 0);
    for (i = 0; i < sizes.length; i++) middle += (sizes[i] += TEXT * stated.sizes[i]) / sizes.length;
    var times = new Float32Array(questions.length); // of one mark, for each provision

    function worth(mark) {
      var often = starts[(mark >> 2) + 1] - starts[mark >> 2];
      return Math.log(1 + count / (often || 0.5)) * WORTH[mark & 3];
    }

    /** Add to `worded` what one mark says for each provision that has it, in questions or text (BM25). */
    function weigh(mark, worded) {
      var bucket = mark >> 2, holders = [], n, own;
      function add(own, more) {
        if (!times[own]) holders.push(own);
        times[own] += more;
      }
      for (n = starts[bucket]; n < starts[bucket + 1]; n++) add(owners[rows[n]], 1);
      for (n = stated.starts[bucket]; n < stated.starts[bucket + 1]; n++) add(stated.rows[n], TEXT);
      var telling = WORTH[mark & 3] * Math.log(1 + (questions.length - holders.length + 0.5) / (holders.length + 0.5));
      for (n = 0; n < holders.length; n++) {
        own = holders[n];
        worded[own] += telling * times[own] * (SOON + 1) / (times[own] + SOON * (1 - LONG + LONG * sizes[own] / middle));
        times[own] = 0;
      }
    }

    /** A query without idle words, unless little is left. (tiaoli.search.words does it to the questions.) */
    function core(query) {
      var bare = query.replace(idly, "");
      return bare.length > 2 ? bare : query;
    }

    /**
     * How near a query is to each provision: `close` to its questions, 0 (nothing shared) to 1 (the same question);
     * `worded` like all that is asked and stated of it, 1 for the likest.
     */
    function near(query) {
      var worded = new Float32Array(questions.length), likest = 0, dots = new Float32Array(count), found = new Float32Array(questions.length), shares = new Float32Array(questions.length);
      var own = 0, all = 0, met = new Set();
      each(core(query), senses, function (mark) {
        if (met.has(mark)) return;
        met.add(mark);
        weigh(mark, worded);
        var value = worth(mark), last = -1, end = starts[(mark >> 2) + 1];
        own += value * value;
        all += value;
        for (var n = starts[mark >> 2]; n < end; n++) {
          dots[rows[n]] += value * value;
          if (owners[rows[n]] !== last) { last = owners[rows[n]]; shares[last] += value; }
        }
      });
      if (!own) return { close: found, worded: worded };
      for (i = 0; i < count; i++) found[owners[i]] = Math.max(found[owners[i]], dots[i] / Math.sqrt(own * lengths[i]));
      for (i = 0; i < found.length; i++) found[i] = found[i] * NEAREST + shares[i] / all * (1 - NEAREST);
      for (i = 0; i < worded.length; i++) likest = Math.max(likest, worded[i]);
      for (i = 0; i < worded.length && likest; i++) worded[i] /= likest;
      return { close: found, worded: worded };
    }

    return { near: near, core: core };
  }

  /** Which texts have a mark, as often as they have it: rows[starts[mark]] … ; and how many marks each text has. */
  function tallied(texts, senses) {
    var starts = new Int32Array((1 << BITS) + 1), sizes = new Int32Array(texts.length), marks = [], doc, n;
    for (doc = 0; doc < texts.length; doc++) {
      each(texts[doc], senses, function (mark) { marks.push(mark >> 2, doc); sizes[doc]++; });
    }
    for (n = 0; n < marks.length; n += 2) starts[marks[n] + 1]++;
    for (n = 0; n < 1 << BITS; n++) starts[n + 1] += starts[n];
    var rows = new Int32Array(marks.length / 2), next = starts.slice(0, 1 << BITS);
    for (n = 0; n < marks.length; n += 2) rows[next[marks[n]]++] = marks[n + 1];
    return { starts: starts, rows: rows, sizes: sizes };
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
