/* 条理: finds and ranks. Pure: data in, values out, nothing of the page. The data is made by tiaoli.search.data, which
   states its rows; the compared form is that of search-text.js. */
(function (root) {
  "use strict";

  var text = root.tiaoliText || (typeof require === "function" ? require("./search-text.js") : null);
  var GAP = " ";
  var AMOUNT = /([\ue000-\uf76f])([日人周\uf7f0\uf7f1\uf7f2])/g; // 60日, 5工作日, 6人: matched whole or not at all
  var AMOUNT_ALONE = /^[\ue000-\uf76f][日人周\uf7f0\uf7f1\uf7f2]内?$/;
  var ENOUGH = 0.68; // share of the query's characters that a provision must bear out
  var ENOUGH_ELSEWHERE = 0.8;
  var NEARLY = 0.45; // where no provision has enough: said to be less exact
  var SHOWN = { provision: 12, other: 8 };
  var CANDIDATES = 150;

  /**
   * @typedef {{kind: string, name: string, href: string, address: string, title: string, where: string, limits: string,
   *   passage: [string, boolean][], score: number}} Result
   * @typedef {{text: string, tries: string[], href: string, label: string}} Note
   * @typedef {{results: Result[], notes: Note[], near: string[], total: number}} Answer
   */

  /**
   * Ready the data for queries.
   * @param {any} data what tiaoli.search.data.build gives
   * @returns {{search: (query: string, kind?: string) => Answer}}
   */
  function create(data) {
    text.learn(data.traditional);
    var first = data.provisions.length;
    var docs = first + data.others.length;
    var index = indexed(data);
    var words = lexicon(data);
    var terms = data.terms.map(function (row) { return [row[0].split("、").map(text.fold), row[1].replace(/-p.*$/, "")]; });
    var limited = {};
    data.limits.forEach(function (row) { limited[row[3]] = true; });
    var byAddress = {};
    data.provisions.forEach(function (row, i) { byAddress[row[1]] = i; });
    var amounts = inText(data, index, first);
    words.add("工作日", Object.keys(amounts).filter(function (amount) { return amount.charAt(1) === "\uf7f0"; }));
    var sounds = null;

    /** Mean weight of the pairs of a form: how telling it is. */
    function telling(form) {
      if (form.length < 2) return Math.log(1 + docs / 20);
      var sum = 0;
      for (var i = 0; i + 1 < form.length; i++) sum += Math.log(1 + docs / (1 + index.count(form.charCodeAt(i), form.charCodeAt(i + 1))));
      return sum / (form.length - 1);
    }

    /**
     * Documents that share pairs with any form of the terms, the most promising first.
     * @returns {number[]}
     */
    function candidates(wanted) {
      var weight = new Float32Array(docs), touched = [], seen = {};
      wanted.forEach(function (term) {
        term.forms.forEach(function (form) {
          var body = form[0], i;
          if (body.length === 1) {
            for (i = 0; i < Math.min(first, 400); i++) if (index.has(i, body)) { if (!weight[i]) touched.push(i); weight[i] += 1; }
          }
          for (i = 0; i + 1 < body.length; i++) {
            var pair = body.substr(i, 2);
            if (seen[pair]) continue;
            seen[pair] = true;
            var rows = index.rows(body.charCodeAt(i), body.charCodeAt(i + 1)), worth = Math.log(1 + docs / (1 + rows.length));
            for (var j = 0; j < rows.length; j++) {
              if (!weight[rows[j]]) touched.push(rows[j]);
              weight[rows[j]] += worth;
            }
          }
        });
      });
      return best(touched, weight, first);
    }

    /** How well one document bears out the terms: {score, covered, unit}. */
    function judge(doc, wanted, whole, core, asked) {
      var body = index.text(doc), said = doc < first ? index.said[doc] : "", head = doc < first ? "" : index.head(doc - first);
      var about = doc < first ? index.about[doc] : "";
      var sum = 0, covered = 0, all = 0, found = [];
      wanted.forEach(function (term) {
        var top = 0, share = 0, where = null;
        term.forms.forEach(function (form) {
          var own = text_match(form[0], body), others = Math.max(text_match(form[0], said) * 1.05, text_match(form[0], head) * 1.3);
          if (said && lists(said, form[0])) others = 1.35;
          var match = Math.max(own, others);
          if (match < 0.8 && about) match = Math.max(match, text_match(form[0], about) * 0.75);
          var worth = match * form[1] * (own && others ? 1.3 : 1) * (own === 1 ? often(form[0], body) : 1) * (term.telling + form[2]) * term.size / 2;
          if (worth > top) { top = worth; where = own > 0.3 ? form[0] : where; }
          if (match * Math.min(1, form[1] * 1.2) > share) share = Math.min(1, match);
        });
        if (where) found.push(where);
        sum += top;
        covered += share * term.weight;
        all += term.weight;
      });
      if (!all) return null;
      var score = sum * Math.pow(covered / all, 1.5);
      var unit = doc < first ? bestUnit(doc, found) : { at: 0, hits: found.length };
      if (found.length > 1 && unit.hits >= found.length) score *= 1.25;
      if (whole.length > 1 && body.indexOf(whole) >= 0) score *= 1.6;
      if (whole.length > 1 && said) {
        if (lists(said, whole) || lists(said, core)) score *= 1.8;
        else if (said.indexOf(whole) >= 0 || (core.length > 2 && said.indexOf(core) >= 0)) score *= 1.25;
      }
      if (doc < first) {
        if (asked.limit && data.provisions[doc][6]) score *= limited[data.provisions[doc][1] + unit.tail] ? 1.6 : 1.25;
        if (asked.people && said.indexOf("人数") >= 0) score *= 2;
        terms.forEach(function (term) {
          if (term[1] === data.provisions[doc][1] && term[0].indexOf(whole) >= 0) score *= 2.2;
        });
        score *= 1.15 - Math.min(0.3, body.length / 4000);
      } else if (head && wanted.length && head.indexOf(whole) >= 0) score *= 2;
      return { doc: doc, score: score, covered: covered / all, unit: unit, found: found };
    }

    /** The part of an article with most of the forms found, the earlier one where they are even. */
    function bestUnit(doc, found) {
      var units = data.provisions[doc][4], parts = index.units(doc), top = { at: 0, hits: -1, tail: "" };
      for (var i = 0; i < parts.length; i++) {
        var hits = 0;
        for (var j = 0; j < found.length; j++) hits += text_match(found[j], parts[i]);
        if (hits > top.hits + 1e-6) top = { at: i, hits: hits, tail: units[i][0] };
      }
      return top;
    }

    /** @param {string} query @param {string} [kind] @returns {Answer} */
    function search(query, kind) {
      var answer = run(query, kind);
      if (answer.total || answer.notes.length) return answer;
      var spelt = /^[a-z' ]{3,}$/i.test(query) ? byPinyin(query) : oneWrong(query);
      if (spelt) {
        var again = run(spelt, kind);
        if (again.total) {
          again.notes.unshift({ text: "没有找到“" + query.trim() + "”，按“" + spelt + "”查找。", tries: [], href: "", label: "" });
          return again;
        }
      }
      answer.near = near(query);
      return answer;
    }

    function run(query, kind) {
      var folded = text.fold(query.slice(0, 80)), notes = [];
      var answer = { results: [], notes: notes, near: [], total: 0 };
      if (!folded.trim()) return answer;
      var named = provision(folded, notes);
      if (named) return listed(answer, named, kind);
      var plan = words.plan(folded, known, notes, data, index.inStatute);
      if (!plan.terms.length) return answer;
      named = plan.terms.length < 3 && provision(plan.terms.map(function (term) { return term.forms[0][0]; }).join(""), []);
      if (named) return listed(answer, named, kind);
      plan.terms.forEach(function (term) {
        term.forms.forEach(function (form) { form[2] = telling(form[0]); });
        term.telling = term.forms[0][2];
      });
      var rows = candidates(plan.terms);
      if (first <= CANDIDATES) rows = range(first).concat(rows.filter(function (doc) { return doc >= first; }));
      rows = rows.map(function (doc) { return judge(doc, plan.terms, plan.whole, plan.core, plan.asked); });
      var top = 0, most = 0;
      rows.forEach(function (row) { if (row.doc < first) most = Math.max(most, row.covered); });
      var enough = most >= ENOUGH || plan.whole.length < 5 || plan.terms.length < 2 ? ENOUGH : NEARLY;
      rows.forEach(function (row) { if (row.doc < first && row.covered >= enough) top = Math.max(top, row.score); });
      rows = rows.filter(function (row) {
        return row.doc < first ? row.covered >= enough && row.score > top * (enough < ENOUGH ? 0.5 : 0.12) : row.covered >= ENOUGH_ELSEWHERE;
      });
      rows.sort(function (a, b) { return order(a.doc) - order(b.doc) || b.score - a.score || a.doc - b.doc; });
      answer.total = rows.length;
      answer.results = limit(rows, kind).map(function (row) { return shown(row, row.found, false); });
      return answer;
    }

    function listed(answer, named, kind) {
      answer.results = kind && kind !== "provision" ? [] : named.rows.map(function (row) { return shown(row, [], true); });
      answer.total = answer.results.length;
      return answer;
    }

    /** Whether an amount (60日) stands in the statute or elsewhere. */
    function known(amount) { return amounts[amount] || 0; }

    /** Place of a document's kind in the list. */
    function order(doc) { return doc < first ? 0 : data.others[doc - first][0]; }

    function limit(rows, kind) {
      var seen = {};
      return rows.filter(function (row) {
        var own = data.kinds[order(row.doc)][0];
        if (kind && own !== kind) return false;
        seen[own] = (seen[own] || 0) + 1;
        return seen[own] <= (kind ? 50 : own === "provision" ? SHOWN.provision : SHOWN.other);
      });
    }

    /** 第三十四条, 31条6项, 条例第二十条, 34: the provision itself; null for any other query. */
    function provision(folded, notes) {
      var match = /^(?:本?条例)?第?([\ue000-\uf76f])(?:条((?:之[\ue000-\uf76f])*))?(?:第?([\ue000-\uf76f])款)?(?:第?([\ue000-\uf76f])项)?$/.exec(folded.replace(/ /g, ""));
      if (match) {
        var number = text.numberOf(match[1]);
        if (folded.length === 1 && number > data.count) return null;
        var base = "art-" + number + (match[2] || "").replace(/之(.)/g, function (_, c) { return "-" + text.numberOf(c); });
        var tail = (match[3] ? "-p" + text.numberOf(match[3]) : match[4] ? "-p1" : "") + (match[4] ? "-i" + text.numberOf(match[4]) : "");
        var doc = byAddress[base], units = doc === undefined ? [] : data.provisions[doc][4], at = 0, there = !tail;
        units.forEach(function (unit, i) { if (unit[0] === tail) { at = i; there = true; } });
        if (!match[3] && match[4] && !there) {
          units.forEach(function (unit, i) { if (!there && unit[0].slice(-tail.length + 3) === tail.slice(3)) { at = i; there = true; } });
        }
        if (doc === undefined) {
          notes.push(note("《" + data.title + "》共" + data.count + "条，没有" + text.readable(folded) + "。"));
          return { rows: [] };
        }
        if (!there) notes.push(note(data.provisions[doc][2] + "没有这一款、这一项，请看全条。"));
        return { rows: [{ doc: doc, score: 1, unit: { at: at, tail: there ? tail : "" }, found: [] }] };
      }
      match = /^(?:本?条例)?第?([\ue000-\uf76f])章$/.exec(folded.replace(/ /g, ""));
      var chapter = match ? data.chapters.filter(function (row) { return row[0] === String(text.numberOf(match[1])); })[0]
        : data.chapters.filter(function (row) { return text.fold(row[1]) === folded && folded.length > 1; })[0];
      if (!chapter) {
        if (!match) return null;
        notes.push(note("《" + data.title + "》共" + data.chapters.length + "章，没有" + text.readable(folded) + "。"));
        return { rows: [] };
      }
      var name = data.pages[chapter[2]][1], rows = [];
      notes.push({ text: "", tries: [], href: data.pages[chapter[2]][0], label: name + "，看全章" });
      for (var i = byAddress[chapter[4]]; i <= byAddress[chapter[5]]; i++) rows.push({ doc: i, score: 1, unit: { at: 0, tail: "" }, found: [] });
      return { rows: rows };
    }

    /** A document as the page shows it. */
    function shown(row, found, whole) {
      var own = row.doc < first ? data.provisions[row.doc] : data.others[row.doc - first];
      var page = data.pages[own[row.doc < first ? 0 : 1]], kind = data.kinds[order(row.doc)];
      if (row.doc < first) {
        var unit = own[4][row.unit.at], tail = row.unit.tail === "-p1" || row.unit.tail === undefined ? "" : row.unit.tail;
        return {
          kind: kind[0], name: kind[1], address: own[1], href: page[0] + "#" + own[1] + tail,
          title: (own[2] + (own[3] ? "　" + own[3] : "") + part(tail, unit)) || page[1], where: page[1], limits: own[6],
          passage: marked(unit ? unit[2] : "", found, whole), score: row.score
        };
      }
      return {
        kind: kind[0], name: kind[1], address: "", href: page[0] + (own[2] ? "#" + own[2] : ""), title: own[3] || page[1],
        where: own[3] ? page[1] : "", limits: "", passage: marked(own[4], found, false), score: row.score
      };
    }

    /** 第二款 or 第二款第三项 behind the article's name. */
    function part(tail, unit) {
      var match = /^-p(\d+)(?:-i(\d+))?/.exec(tail);
      if (!match) return "";
      return (match[1] === "1" ? "" : "第" + chinese(match[1]) + "款") + (match[2] ? (unit && unit[1] ? unit[1] : "") : "");
    }

    /** Other words for a query that found nothing: terms and ways to ask that share most with it. */
    function near(query) {
      var folded = text.fold(query).replace(/ /g, ""), rows = [];
      if (folded.length < 2) return [];
      data.terms.forEach(function (row) { rows.push(row[0]); });
      data.provisions.forEach(function (row) { row[5].split(" ").forEach(function (said) { if (said) rows.push(said); }); });
      return rows.map(function (said) { return [said, shared(folded, text.fold(said))]; })
        .filter(function (row) { return row[1] >= 0.34; })
        .sort(function (a, b) { return b[1] - a[1] || a[0].length - b[0].length; })
        .map(function (row) { return row[0]; })
        .filter(function (said, i, all) { return all.indexOf(said) === i; }).slice(0, 4);
    }

    /** The words of the statute that a query with one wrong character means: 打击抱复 -> 打击报复. */
    function oneWrong(query) {
      var folded = text.fold(query).replace(/ /g, "");
      if (folded.length < 3 || folded.length > 12) return "";
      var hay = index.said.join(GAP) + GAP + index.statute(), hard = words.hard(folded);
      if (hard < 3) return "";
      for (var i = 0; i < folded.length; i++) {
        var left = folded.slice(0, i), right = folded.slice(i + 1);
        if (/[\ue000-\uf7ff]/.test(folded.charAt(i))) continue;
        if (folded.length === 3 && (i === 0 || i === 2)) continue;
        for (var at = hay.indexOf(left || right); at >= 0; at = hay.indexOf(left || right, at + 1)) {
          var start = left ? at : at - 1, got = hay.substr(Math.max(start, 0), folded.length);
          if (start >= 0 && got.slice(i + 1) === right && got.slice(0, i) === left && got.indexOf(GAP) < 0 && got.charCodeAt(i) < 0xe000) return text.readable(got);
        }
      }
      return "";
    }

    /** What letters stand for: whole syllables (fucha) or initials (fcfh), in the statute's own words. */
    function byPinyin(query) {
      var typed = query.toLowerCase().replace(/[^a-z]/g, "");
      sounds = sounds || readings(data.pinyin);
      var names = data.terms.map(function (row) { return row[0]; });
      data.provisions.forEach(function (row) { names = names.concat(row[5].split(" ")); });
      var exact = names.filter(function (name) { return name && spells(name, typed, sounds, true); });
      if (exact.length) return shortest(exact);
      var hay = index.statute(), tally = {}, top = "";
      for (var at = 0; at < hay.length; at++) {
        var length = spelt(hay, at, typed, sounds);
        if (length < 2) continue;
        var got = hay.substr(at, length);
        tally[got] = (tally[got] || 0) + 1;
        if (!top || tally[got] > tally[top]) top = got;
      }
      if (top) return text.readable(top);
      exact = names.filter(function (name) { return name && spells(name, typed, sounds, false); });
      return exact.length ? shortest(exact) : "";
    }

    return { search: search };
  }

  /** 0 … n-1 */
  function range(n) {
    var out = [];
    for (var i = 0; i < n; i++) out.push(i);
    return out;
  }

  function note(said) { return { text: said, tries: [], href: "", label: "" }; }

  function shortest(names) { return names.sort(function (a, b) { return a.length - b.length; })[0]; }

  /** Share of a form that a text has: 1 for the whole, less for its pairs, 0 below a third. */
  function text_match(form, body) {
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

  /** Documents in order of weight; enough of the statute's own and of the others. */
  function best(touched, weight, first) {
    var own = touched.filter(function (doc) { return doc < first; }), rest = touched.filter(function (doc) { return doc >= first; });
    return top(own).concat(top(rest));
    function top(list) {
      if (list.length > CANDIDATES) {
        var peak = 0, floor;
        list.forEach(function (doc) { peak = Math.max(peak, weight[doc]); });
        for (floor = peak * 0.9; floor > peak * 0.05; floor *= 0.85) {
          var cut = list.filter(function (doc) { return weight[doc] >= floor; });
          if (cut.length >= CANDIDATES) { list = cut; break; }
        }
      }
      return list.sort(function (a, b) { return weight[b] - weight[a] || a - b; }).slice(0, CANDIDATES);
    }
  }

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
    var about = explained(data, said.length), hay = null;
    function body(own) {
      if (cache[own] === undefined) {
        cache[own] = own < first ? text.fold(data.provisions[own][4].map(function (unit) { return unit[2]; }).join("\n"))
          : text.string(codes.subarray(own ? ends[own - 1] : 0, ends[own]), ends[own] - (own ? ends[own - 1] : 0));
      }
      return cache[own];
    }
    function pairs(a, b) { var own = hash(a, b); return starts[own + 1] - starts[own]; }
    return {
      said: said,
      about: about,
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
    for (var i = 0; i < first; i++) { found.push(""); place[data.provisions[i][1]] = i; }
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
    data.notes.forEach(function (row) { row[0].forEach(function (said) { add(notes, said, row); }); });
    data.soft.forEach(function (said) { add(soft, said, true); });

    /** A query as terms with their forms, what it asks, and notes on what the text doesn't say. */
    function plan(folded, known, given, all, hay) {
      var asked = {}, terms = [], raw = "", said = {};
      function flush() {
        raw.split(GAP).forEach(function (run) { if (run) terms.push({ forms: [[run, 1]], size: run.length }); });
        raw = "";
      }
      pieces(folded, hay).forEach(function (piece) {
        if (AMOUNT_ALONE.test(piece)) {
          flush();
          piece = piece.slice(0, 2);
          if (known(piece)) terms.push({ forms: [[piece, 1]], size: 3 });
          else given.push(unknown(piece, all));
        } else if (laws[piece]) {
          flush();
          terms.push({ forms: [[piece, 1]].concat(laws[piece].map(function (law, n) { return [law, law === piece ? 1 : 0.95 - 0.06 * Math.min(n, 3)]; })), size: Math.max(2, piece.length) });
        } else if (notes[piece]) {
          flush();
          if (!said[notes[piece][1]]) given.push({ text: notes[piece][1], tries: notes[piece][2], href: "", label: "" });
          said[notes[piece][1]] = true;
        } else if (soft[piece]) {
          flush();
          terms.push({ forms: [[piece, 1]], size: piece.length, soft: true });
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
      if (given.length && terms.every(function (term) { return term.soft || term.size < 2; })) terms = [];
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
      return { terms: terms, asked: asked, whole: whole, core: core };
    }

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
          else if (hay(piece)) price = 1.05;
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

    return { plan: plan, hard: hard, add: function (said, law) { if (law.length) add(laws, said, law); } };
  }

  /** What to say of an amount that the statute doesn't have: the one that the reader may mean, never as if it were the same. */
  function unknown(amount, data) {
    var number = text.numberOf(amount.charAt(0)), unit = amount.charAt(1), shown = text.readable(amount).replace("工作日", "个工作日");
    if (unit === "人" && data.heads.length) return linked("条文里没有“" + shown + "”，写的是“" + data.heads[0][1] + "”。", data.heads[0][2], data);
    var days = unit === "\uf7f2" ? number * 30 : unit === "周" ? number * 7 : number;
    var same = data.limits.filter(function (row) { return row[0] === days && (unit !== "日" || row[1] !== "日"); });
    if (same.length) return linked("条文写的是“" + same[0][2] + "”，不是“" + shown + "”。", same[0][3], data);
    var all = data.limits.map(function (row) { return row[2]; }).filter(function (said, i, list) { return list.indexOf(said) === i; });
    return note("条文里没有“" + shown + "”" + (all.length && unit !== "人" ? "，写明天数的期限有：" + all.join("、") + "。" : "。"));
  }

  function linked(said, address, data) {
    var base = address.replace(/-p.*$/, ""), row = data.provisions.filter(function (own) { return own[1] === base; })[0];
    return { text: said, tries: [], href: row ? data.pages[row[0]][0] + "#" + address : "", label: row ? "看" + row[2] : "" };
  }

  /** A passage cut to what was found, as runs of text and whether they are marked. */
  function marked(body, found, whole) {
    var folded = text.foldAt(body), marks = new Uint8Array(body.length + 1), first = -1, i, j;
    function mark(from, length) {
      for (j = folded.at[from]; j < folded.at[from + length]; j++) marks[j] = 1;
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

  /** "cha:查察 fu:复" as character -> its syllables. */
  function readings(table) {
    var found = {};
    table.split(" ").forEach(function (row) {
      var cut = row.indexOf(":"), syllable = row.slice(0, cut);
      row.slice(cut + 1).split("").forEach(function (c) { (found[c] = found[c] || []).push(syllable); });
    });
    return found;
  }

  /** Number of characters from `at` whose syllables (or, all of them, initials) are the letters; 0 for none. */
  function spelt(hay, at, typed, sounds) {
    return full(at, 0) || initials(at);
    function full(i, done) {
      if (done === typed.length) return i - at;
      var own = sounds[hay.charAt(i)] || [];
      for (var n = 0; n < own.length; n++) {
        if (typed.substr(done, own[n].length) === own[n]) {
          var got = full(i + 1, done + own[n].length);
          if (got) return got;
        }
      }
      return 0;
    }
    function initials(i) {
      if (typed.length < 3) return 0;
      for (var n = 0; n < typed.length; n++) {
        var own = sounds[hay.charAt(i + n)];
        if (!own || !own.some(function (s) { return s.charAt(0) === typed.charAt(n); })) return 0;
      }
      return typed.length;
    }
  }

  /** Whether a name is spelt by the letters, wholly or from its start. */
  function spells(name, typed, sounds, wholly) {
    var got = spelt(name, 0, typed, sounds);
    return wholly ? got === name.length : got > 1;
  }

  function chinese(digits) {
    var number = parseInt(digits, 10), ones = "零一二三四五六七八九";
    if (number < 10) return ones.charAt(number);
    return (number < 20 ? "" : ones.charAt(Math.floor(number / 10))) + "十" + (number % 10 ? ones.charAt(number % 10) : "");
  }

  var api = { create: create };
  root.tiaoliEngine = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
