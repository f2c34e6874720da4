/* 条理: what a query means: question words, everyday words, amounts. The words are data (data/search.yml). */
(function (root) {
  "use strict";

  var text = root.tiaoliText || (typeof require === "function" ? require("./search-text.js") : null);
  var GAP = " ";
  var AMOUNT_ALONE = /^[\ue000-\uf76f][日人周\uf7f0\uf7f1\uf7f2]内?$/; // matched whole or not at all

  function note(said) { return { text: said, tries: [], href: "", label: "" }; }

  /** Words of people, compiled. */
  function lexicon(data) {
    var asking = {}, laws = {}, notes = {}, soft = {}, longest = 1;
    function add(table, said, value) {
      said = text.fold(said);
      table[said] = value;
      longest = Math.max(longest, said.length);
    }
    Object.keys(data.asking).forEach(function (kind) { data.asking[kind].forEach(function (said) { add(asking, said, kind); }); });
    data.words.forEach(function (row) {
      var law = row[1].split("|").map(text.fold);
      row[0].split("|").forEach(function (said) { add(laws, said, (laws[text.fold(said)] || []).concat(law)); });
    });
    /** Which rows of words a word is in, on either side: 表哥 and 亲戚 are one sense. */
    var senses = new Map(), depths = new Map(); // by word; lengths of words by their first two characters
    data.words.forEach(function (row, n) {
      (row[0] + "|" + row[1]).split("|").forEach(function (said) {
        said = text.fold(said);
        if (said.length < 2) return;
        if (senses.has(said)) senses.get(said).push(n);
        else senses.set(said, [n]);
        var lengths = depths.get(begins(said, 0));
        if (!lengths) depths.set(begins(said, 0), lengths = []);
        if (lengths.indexOf(said.length) < 0) lengths.push(said.length);
      });
    });
    function begins(said, at) { return said.charCodeAt(at) * 65536 + said.charCodeAt(at + 1); }
    depths.forEach(function (lengths) { lengths.sort(function (a, b) { return b - a; }); });
    /** Visit the senses of the words in a text, the longest word at each place. */
    function sensed(folded, visit) {
      for (var i = 0; i + 1 < folded.length; i++) {
        var lengths = depths.get(begins(folded, i));
        for (var n = 0; lengths && n < lengths.length; n++) {
          var own = senses.get(folded.substr(i, lengths[n]));
          if (!own) continue;
          own.forEach(visit);
          i += lengths[n] - 1;
          break;
        }
      }
    }
    data.notes.forEach(function (row) { row[0].forEach(function (said) { add(notes, said, row); }); });
    data.soft.forEach(function (said) { add(soft, said, true); });

    /** A query as terms with their forms, what it asks, and notes on what the text doesn't say. */
    function plan(folded, known, given, all, hay) {
      var asked = {}, terms = [], raw = "", said = {}, outside = 0, crowd = false, vague = "";
      function flush() {
        raw.split(GAP).forEach(function (run) { if (run) terms.push({ forms: [[run, 1]], size: run.length }); });
        raw = "";
      }
      pieces(folded, hay).forEach(function (piece) {
        if (AMOUNT_ALONE.test(piece)) {
          flush();
          piece = piece.slice(0, 2);
          if (known(piece)) terms.push({ forms: [[piece, 1]], size: 3 });
          else {
            given.push(unknown(piece, all));
            crowd = crowd || piece.charAt(1) === "人";
          }
        } else if (laws[piece]) {
          flush();
          terms.push({ forms: [[piece, 1]].concat(laws[piece].map(function (law, n) { return [law, law === piece ? 1 : 0.95 - 0.06 * Math.min(n, 3)]; })), size: Math.max(2, piece.length) });
        } else if (notes[piece]) {
          flush();
          if (!said[notes[piece][1]]) given.push({ text: notes[piece][1], tries: notes[piece][2], href: "", label: "" });
          said[notes[piece][1]] = true;
          if (notes[piece][3]) outside += piece.length;
        } else if (soft[piece]) {
          flush();
          terms.push({ forms: [[piece, 1]], size: piece.length, soft: true });
        } else if (asking[piece] === "vague") {
          flush();
          vague = piece;
        } else if (asking[piece]) {
          flush();
          asked[asking[piece]] = true;
        } else if (piece.length > 1) {
          flush();
          raw = piece;
          flush();
        } else {
          raw += piece;
        }
      });
      flush();
      if (vague && (vague.indexOf("年") < 0 || !terms.length)) given.push(note("条文里没有“" + text.readable(vague) + "”" + limits(all) + "。"));
      if (asked.parts) given.push(note("《" + all.title + "》共" + (all.chapters.length ? all.chapters.length + "章" : "") + all.count + "条。"));
      if (given.length && terms.every(function (term) { return term.soft || term.size < 2; })) terms = [];
      if (crowd && folded.length > 4 && all.heads.length) terms.push({ forms: [["人数", 1]], size: 4 }); // 两百人到市政府 asks how many may go
      var solid = terms.filter(function (term) { return term.size > 1 || text.numberOf(term.forms[0][0]) >= 0; });
      if (solid.length) terms = solid.concat(terms.filter(function (term) { return solid.indexOf(term) < 0; }));
      var whole = folded.replace(/ /g, "");
      var hard = terms.some(function (term) { return !term.soft; });
      terms.forEach(function (term) { term.weight = term.size * (term.soft && hard ? 0.3 : 1); });
      if (!terms.length && !given.length) {
        if (asked.people) terms.push({ forms: [["人数", 1]], size: 2 });
        else if (asked.limit) terms.push({ forms: [["期限", 1]], size: 2 });
        else if (whole.length > 1) terms.push({ forms: [[whole, 1]], size: whole.length });
      }
      terms.forEach(function (term) { term.weight = term.weight || term.size; });
      var core = terms.map(function (term) { return term.forms[0][0]; }).join("");
      return { terms: terms, asked: asked, whole: whole, core: core, outside: outside };
    }

    var questions = Object.keys(asking).filter(function (said) { return said.length > 1; });
    function isQuestion(piece) { return questions.some(function (said) { return piece.indexOf(said) >= 0; }); }

    /** A query cut into words of ours, words of the statute, amounts, and single characters that are neither, with as few cuts as can be. */
    function pieces(folded, hay) {
      var cost = [0], from = [0], i, n;
      for (i = 1; i <= folded.length; i++) { cost[i] = Infinity; from[i] = i - 1; }
      for (i = 0; i < folded.length; i++) {
        for (n = 1; n <= 12 && i + n <= folded.length; n++) {
          var piece = folded.substr(i, n), price = Infinity;
          if (AMOUNT_ALONE.test(piece)) price = 0.2;
          else if (notes[piece] || laws[piece]) price = 0.9;
          else if (asking[piece] || soft[piece]) price = n > 1 ? 1 : 1.4;
          else if (n === 1) price = piece === GAP ? 0.5 : 2.2;
          else if (hay(piece) && !isQuestion(piece)) price = 1.05;
          if (cost[i] + price < cost[i + n]) { cost[i + n] = cost[i] + price; from[i + n] = i; }
        }
      }
      var out = [];
      for (i = folded.length; i > 0; i = from[i]) out.unshift(folded.slice(from[i], i));
      return out;
    }

    /** Characters of a query that are not in words which stand everywhere. */
    function hard(folded) {
      return pieces(folded, function () { return false; }).reduce(function (sum, piece) { return sum + (soft[piece] || asking[piece] ? 0 : piece.length); }, 0);
    }

    return { plan: plan, hard: hard, sensed: sensed, add: function (said, law) { if (law.length) add(laws, said, law); } };
  }

  /** What to say of an amount that the statute doesn't have: the one that the reader may mean, never as if it were the same. */
  function unknown(amount, data) {
    var number = text.numberOf(amount.charAt(0)), unit = amount.charAt(1), shown = text.readable(amount).replace("工作日", "个工作日");
    if (unit === "人" && data.heads.length) return linked("条文里没有“" + shown + "”，写的是“" + data.heads[0][1] + "”。", data.heads[0][2], data);
    var days = unit === "\uf7f2" ? number * 30 : unit === "周" ? number * 7 : number;
    var same = data.limits.filter(function (row) { return row[0] === days && (unit !== "日" || row[1] !== "日"); });
    if (same.length) return linked("条文写的是“" + same[0][2] + "”，不是“" + shown + "”。", same[0][3], data);
    return note("条文里没有“" + shown + "”" + (unit === "人" ? "" : limits(data)) + "。");
  }

  /** Every limit in days that the statute states. */
  function limits(data) {
    var all = data.limits.map(function (row) { return row[2]; }).filter(function (said, i, list) { return list.indexOf(said) === i; });
    return all.length ? "，写明天数的期限有：" + all.join("、") : "";
  }

  function linked(said, address, data) {
    var base = address.replace(/-p.*$/, ""), row = data.provisions.filter(function (own) { return own[1] === base; })[0];
    return { text: said, tries: [], href: row ? data.pages[row[0]][0] + "#" + address : "", label: row ? "看" + row[2] : "" };
  }

  var api = { lexicon: lexicon, note: note };
  root.tiaoliWords = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
