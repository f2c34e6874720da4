/* 条理: the compared text of every document, and which documents have a pair of characters. Built from the data at first
   use, since an index would weigh more than the text. */
(function (root) {
  "use strict";

  var text = root.tiaoliText || (typeof require === "function" ? require("./search-text.js") : null);
  var GAP = " ";
  var AMOUNT = /([\ue000-\uf76f])([日人周\uf7f0\uf7f1\uf7f2])/g; // 60日, 5工作日, 6人

  /** The compared text of all documents and which of them have a pair of characters. */
  function indexed(data) {
    var first = data.provisions.length, docs = first + data.others.length, ends = [], i, j;
    var size = 0;
    var bodies = data.provisions.map(function (row) {
      return row[4].map(function (unit) { return unit[2]; }).join("\n") + "\n\n" + row[3] + " " + row[5];
    });
    data.others.forEach(function (row) { bodies.push(row[4] + "\n" + row[3]); });
    for (i = 0; i < docs; i++) size += bodies[i].length + 1;
    var codes = new Uint16Array(size), at = 0;
    for (i = 0; i < docs; i++) {
      at = text.write(bodies[i], 0, bodies[i].length, codes, at, null);
      codes[at++] = text.GAP;
      ends.push(at);
    }
    var bits = 12;
    while (bits < 20 && 1 << bits < at) bits++;
    var buckets = 1 << bits, mask = buckets - 1, starts = new Int32Array(buckets + 1), last = new Int32Array(buckets), doc, h;
    function hash(a, b) { return (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> (32 - bits) & mask; }
    function each(visit) {
      last.fill(-1);
      for (doc = 0, i = 0; doc < docs; doc++) {
        for (j = ends[doc] - 1; i < j; i++) {
          if (codes[i] === 32 || codes[i + 1] === 32) continue;
          h = hash(codes[i], codes[i + 1]);
          if (last[h] !== doc) { last[h] = doc; visit(h, doc); }
        }
        i = ends[doc];
      }
    }
    each(function (bucket) { starts[bucket + 1]++; });
    for (i = 0; i < buckets; i++) starts[i + 1] += starts[i];
    var rows = new Int32Array(starts[buckets]), next = starts.slice(0, buckets);
    each(function (bucket, own) { rows[next[bucket]++] = own; });
    var cache = [], said = [], heads = [], unitCache = [];
    for (i = 0; i < first; i++) said.push(text.fold(data.provisions[i][5] + " " + data.provisions[i][3]));
    var about = explained(data, said.length), asks = data.provisions.map(function (row) { return text.fold(row[7]); }), hay = null;
    function body(own) {
      if (cache[own] === undefined) {
        cache[own] = own < first ? text.fold(data.provisions[own][4].map(function (unit) { return unit[2]; }).join("\n"))
          : text.string(codes.subarray(own ? ends[own - 1] : 0, ends[own]), ends[own] - (own ? ends[own - 1] : 0));
      }
      return cache[own];
    }
    /** How many of the statute's own documents have a pair. */
    function pairs(a, b) {
      var bucket = hash(a, b), low = starts[bucket], high = starts[bucket + 1];
      while (low < high) {
        var middle = (low + high) >> 1;
        if (rows[middle] < first) low = middle + 1;
        else high = middle;
      }
      return low - starts[bucket];
    }
    return {
      said: said,
      about: about,
      asks: asks,
      inStatute: function (piece) {
        for (var n = 0; n + 1 < piece.length; n++) if (piece.charAt(n) === GAP || !pairs(piece.charCodeAt(n), piece.charCodeAt(n + 1))) return false;
        hay = hay || said.map(function (own, n) { return body(n) + GAP + own; }).join(GAP);
        return hay.indexOf(piece) >= 0;
      },
      head: function (n) {
        if (heads[n] === undefined) heads[n] = text.fold(data.others[n][3] || data.pages[data.others[n][1]][1]);
        return heads[n];
      },
      text: body,
      units: function (own) {
        return unitCache[own] || (unitCache[own] = data.provisions[own][4].map(function (unit) { return text.fold(unit[2]); }));
      },
      has: function (own, form) { return body(own).indexOf(form) >= 0; },
      count: pairs,
      rows: function (a, b) { var own = hash(a, b); return rows.subarray(starts[own], starts[own + 1]); },
      statute: function () { var all = []; for (var n = 0; n < first; n++) all.push(body(n)); return all.join(GAP); }
    };
  }

  /** What the guides and the glossary say of each article: their sentences that name it, in the compared form. */
  function explained(data, first) {
    var found = [], place = {};
    for (var i = 0; i < first; i++) { found.push(text.fold(data.provisions[i][8])); place[data.provisions[i][1]] = i; }
    data.others.forEach(function (row) {
      var kind = data.kinds[row[0]][0];
      if (kind !== "guide" && kind !== "term") return;
      row[4].split(/[。\n]/).forEach(function (sentence) {
        if (sentence.indexOf("条") < 0 || sentence.indexOf("〔误〕") >= 0) return;
        var folded = text.fold(sentence), names = folded.match(/第[\ue000-\uf76f]条/g) || [];
        if (names.length > 2) return;
        names.forEach(function (name) {
          var own = place["art-" + text.numberOf(name.charAt(1))];
          if (own !== undefined) found[own] += GAP + (row[3] && kind === "term" ? text.fold(row[3]) + GAP : "") + folded;
        });
      });
    });
    return found;
  }

  /** Amounts (60日, 5工作日, 5人) that stand in the text: 2 in the statute, 1 only elsewhere. */
  function inText(data, index, first) {
    var found = {};
    for (var doc = 0; doc < first; doc++) (index.text(doc).match(AMOUNT) || []).forEach(function (amount) { found[amount] = 2; });
    return found;
  }

  var api = { indexed: indexed, inText: inText };
  root.tiaoliIndex = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
