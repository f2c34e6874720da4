/* 条理: finds and ranks. Pure: data in, values out, nothing of the page. The data is made by tiaoli.search.data, which
   states its rows; the compared form is that of search-text.js. */
(function (root) {
  "use strict";

  var text = root.tiaoliText || (typeof require === "function" ? require("./search-text.js") : null);
  var compare = root.tiaoliMatch || (typeof require === "function" ? require("./search-match.js") : null);
  var indexes = root.tiaoliIndex || (typeof require === "function" ? require("./search-index.js") : null);
  var meaning = root.tiaoliWords || (typeof require === "function" ? require("./search-words.js") : null);
  var questions = root.tiaoliAsked || (typeof require === "function" ? require("./search-asked.js") : null);
  var learning = root.tiaoliLearnt || (typeof require === "function" ? require("./search-learnt.js") : null);
  var named = root.tiaoliNamed || (typeof require === "function" ? require("./search-named.js") : null);
  var spellings = root.tiaoliSpelling || (typeof require === "function" ? require("./search-spelling.js") : null);
  var doubt = root.tiaoliSure || (typeof require === "function" ? require("./search-sure.js") : null);
  var GAP = " ";
  var ENOUGH = 0.68; // share of the query's characters that a provision must bear out
  var ENOUGH_ELSEWHERE = 0.8;
  var NEARLY = 0.45; // where no provision has enough: said to be less exact
  var LIKE = { kept: 0.5, brief: 0.6, long: 7 }; // nearness of a question asked of a provision that is enough to show it (more for a query that is not long)
  var WORTH = { close: 1.25, worded: 1.7 }; // of the nearest question, and of all that is asked and stated of a provision, beside the words'; less for a short query
  var LEARNT = { least: 0.2, more: 0.8, long: 14 }; // of what was learnt, by the length of a query
  var ASKED = 0.8; // worth of a word in such a question beside one in the text
  var SHOWN = { provision: 12, other: 8 };
  var LONGEST = 80; // characters of a query that are read
  var LONGEST_WORD = 8; // a query that no provision surely answers may be a word with a wrong character
  var ITEM = /([0-9０-９条款])[（(]([一二三四五六七八九十]+|[0-9]+)[)）]/; // 31(六), 第三十一条（六）
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
    var index = indexes.indexed(data);
    var words = meaning.lexicon(data);
    var terms = data.terms.map(function (row) { return [row[0].split("、").map(text.fold), row[1].replace(/-p.*$/, "")]; });
    var limited = {}, counted = {}; // address -> what to mark there
    data.limits.forEach(function (row) { (limited[row[3]] = limited[row[3]] || []).push(text.fold(row[2])); });
    data.heads.forEach(function (row) { (counted[row[2]] = counted[row[2]] || []).push(text.fold(row[0] + "人")); });
    var naming = named.create(data);
    var amounts = indexes.inText(data, index, first);
    words.add("工作日", Object.keys(amounts).filter(function (amount) { return amount.charAt(1) === "\uf7f0"; }));
    var asks = questions.create(index.asks.map(function (own, doc) { return index.said[doc] + GAP + own; }),
      index.about.map(function (own, doc) { return index.text(doc) + GAP + own; }), words.sensed, data.idle);
    var likely = learning.create(data.learnt, data.provisions.map(function (row) { return row[1]; }));
    var asked = index.asks.some(function (own) { return own; });
    var spelling = spellings.create(data, index, words);

    /** Mean weight of the pairs of a form: how telling it is. */
    function telling(form) {
      if (form.length < 2) return Math.log(1 + first / 20);
      var sum = 0;
      for (var i = 0; i + 1 < form.length; i++) sum += Math.log(1 + first / (0.5 + index.count(form.charCodeAt(i), form.charCodeAt(i + 1))));
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
      var about = doc < first ? index.about[doc] : "", questions = doc < first ? index.asks[doc] : "";
      var sum = 0, covered = 0, all = 0, found = [], shares = [];
      wanted.forEach(function (term) {
        var top = 0, share = 0, seen = 0, where = null; // seen: how well the form that is marked stands in the text
        term.forms.forEach(function (form) {
          var own = compare.matching(form[0], body), others = Math.max(compare.matching(form[0], said) * 1.05, compare.matching(form[0], head) * 1.3);
          if (said && compare.lists(said, form[0])) others = 1.35;
          var match = Math.max(own, others);
          if (match < 0.85 && questions) match = Math.max(match, compare.matching(form[0], questions) * ASKED);
          if (match < 0.8 && about) match = Math.max(match, compare.matching(form[0], about) * 0.75);
          var worth = match * form[1] * (own && others ? 1.3 : 1) * (own === 1 ? compare.often(form[0], body) : 1) * (term.telling + form[2]) * term.size / 2;
          if (worth > top) top = worth;
          if (own > 0.3 && own * form[1] > seen) { seen = own * form[1]; where = form[0]; }
          if (match * Math.min(1, form[1] * 1.2) > share) share = Math.min(1, match);
        });
        if (where) found.push(where);
        sum += top;
        shares.push(share);
        covered += share * term.weight;
        all += term.weight;
      });
      if (!all) return null;
      var score = sum * Math.pow(covered / all, 1.5);
      var unit = doc < first ? bestUnit(doc, found, asked) : { at: 0, pure: 0, tail: "" };
      if (found.length > 1 && unit.pure >= found.length) score *= 1.25;
      if (whole.length > 1 && body.indexOf(whole) >= 0) score *= 1.6;
      if (whole.length > 1 && said) {
        if (compare.lists(said, whole) || compare.lists(said, core)) score *= 1.8;
        else if (said.indexOf(whole) >= 0 || (core.length > 2 && said.indexOf(core) >= 0)) score *= 1.25;
      }
      if (doc < first) {
        if (asked.limit && data.provisions[doc][6]) score *= limited[(data.provisions[doc][1] + unit.tail).replace(/-i.*$/, "")] ? 1.6 : 1.25;
        if (asked.people && said.indexOf("人数") >= 0) score *= 2;
        terms.forEach(function (term) {
          if (term[1] === data.provisions[doc][1] && term[0].indexOf(whole) >= 0) score *= 2.2;
        });
        score *= 1.15 - Math.min(0.3, body.length / 4000);
      } else if (head && wanted.length && head.indexOf(whole) >= 0) score *= 2;
      if (asked.limit && doc < first) found = found.concat(limited[data.provisions[doc][1] + unit.tail] || []);
      if (asked.people && doc < first) found = found.concat(counted[data.provisions[doc][1] + unit.tail] || []);
      return { doc: doc, score: score, covered: covered / all, unit: unit, found: found, shares: shares };
    }

    /** The part of an article with most of the forms found, the telling ones first; the earlier one where they are even. */
    function bestUnit(doc, found, asked) {
      var units = data.provisions[doc][4], parts = index.units(doc), top = { at: 0, hits: -1, tail: "" }, weights = found.map(telling);
      for (var i = 0; i < parts.length; i++) {
        var pure = 0, hits = 0;
        for (var j = 0; j < found.length; j++) {
          var match = compare.matching(found[j], parts[i]);
          pure += match;
          hits += match * (0.5 + weights[j] / 2);
        }
        var own = data.provisions[doc][1] + units[i][0];
        if (asked.limit && (limited[own] || limited[own.replace(/-i.*$/, "")]) || asked.people && counted[own]) hits += 0.6;
        if (hits > top.hits + 1e-6) top = { at: i, hits: hits, pure: pure, tail: units[i][0] };
      }
      return top;
    }

    /** @param {string} query @param {string} [kind] @returns {Answer} */
    function search(query, kind) {
      query = text.plain(query);
      var heard = query.length > 2 && !index.inStatute(text.fold(query)) ? spelling.sameSound(query) : "";
      var answer = heard ? instead(query, heard, kind) || run(query, kind) : run(query, kind);
      if (answer.sure ? answer.total || answer.notes.length : query.length > LONGEST_WORD && answer.total) return answer;
      var spelt = /^[a-z' ]{3,}$/i.test(query) ? spelling.byPinyin(query) || spelling.partLetters(query) : /[a-z]{2}/i.test(query) ? spelling.partLetters(query) : spelling.sameSound(query) || spelling.oneWrong(query) || spelling.partSounds(query);
      var other = spelt ? instead(query, spelt, kind) : null;
      if (other) return other;
      if (!answer.total && !answer.notes.length) answer.near = near(query);
      return answer;
    }

    /** The answer to other words than those typed, with a note that says so; null where they find nothing for sure. */
    function instead(query, words, kind) {
      var answer = run(words, kind);
      if (!answer.total || !answer.sure) return null;
      answer.notes.unshift(meaning.note("没有找到“" + query.trim() + "”，按“" + words + "”查找。"));
      return answer;
    }

    function run(query, kind) {
      var folded = text.fold(query.slice(0, LONGEST).replace(ITEM, "$1第$2项")), notes = [];
      var answer = { results: [], notes: notes, near: [], total: 0, sure: true };
      if (!folded.trim()) return answer;
      var cites = naming.read(folded, notes);
      if (cites) return listed(answer, cites, kind);
      var plan = words.plan(folded, known, notes, data, index.inStatute);
      if (!plan.terms.length) return answer;
      var cited = /第[\ue000-\uf76f]条(?:之[\ue000-\uf76f])*(?:第?[\ue000-\uf76f]款)?(?:第?[\ue000-\uf76f]项)?/.exec(folded);
      if (cited && !kind && (cites = naming.read(cited[0], notes))) return listed(answer, cites, kind);
      cites = plan.terms.length < 3 && naming.read(plan.terms.map(function (term) { return term.forms[0][0]; }).join(""), []);
      if (cites) return listed(answer, cites, kind);
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
      var like = asks.near(folded), learnt = likely(asks.core(folded)), nearest = 0, strange = plan.outside, full = plan.outside, size = plan.whole.length;
      rows.forEach(function (row) { if (row.doc < first) nearest = Math.max(nearest, like.close[row.doc]); });
      plan.terms.forEach(function (term, n) {
        var share = 0;
        rows.forEach(function (row) { if (row.doc < first) share = Math.max(share, row.shares[n]); });
        full += term.weight;
        if (share < 0.5) strange += term.weight;
      });
      var evidence = { words: most, question: nearest, strange: strange / full, outside: plan.outside / full, size: size, none: learnt ? learnt.none : null };
      if (doubt.leftOut(evidence)) return answer;
      var alike = size < LIKE.long ? LIKE.brief : LIKE.kept, weight = LEARNT.least + LEARNT.more * Math.pow(Math.min(1, size / LEARNT.long), 2);
      var sure = rows.some(function (row) { return row.doc < first && (row.covered >= enough || like.close[row.doc] >= alike); });
      var shows = doubt.about(evidence, sure) || sure && (!asked || index.inStatute(plan.whole));
      answer.sure = sure && shows;
      rows.forEach(function (row) {
        if (row.doc >= first) { row.kept = shows ? row.covered >= ENOUGH_ELSEWHERE : index.text(row.doc).indexOf(plan.whole) >= 0; return; }
        row.kept = shows && (row.covered >= enough && row.score > top * (enough < ENOUGH ? 0.5 : 0.12) || like.close[row.doc] >= alike);
        row.score = row.score / (top || 1) + Math.min(1, size / LIKE.long) * (WORTH.close * Math.pow(like.close[row.doc], 1.5) + WORTH.worded * like.worded[row.doc]);
        if (learnt) row.score += weight * learnt.likes[row.doc];
      });
      rows.sort(function (a, b) { return order(a.doc) - order(b.doc) || b.score - a.score || a.doc - b.doc; });
      if (shows) doubt.fill(rows.filter(function (row) { return row.doc < first; }), size, learnt);
      rows = rows.filter(function (row) { return row.kept; });
      if (!sure && rows.length && rows[0].doc < first) notes.push(meaning.note("没有完全对得上的条文，下面是最接近的。"));
      answer.total = rows.length;
      answer.results = limit(rows, kind).map(function (row) { return shown(row, row.found, false); });
      return answer;
    }

    function listed(answer, cites, kind) {
      answer.results = kind && kind !== "provision" ? [] : cites.rows.map(function (row) { return shown(row, [], true); });
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

    /** A document as the page shows it. */
    function shown(row, found, whole) {
      var own = row.doc < first ? data.provisions[row.doc] : data.others[row.doc - first];
      var page = data.pages[own[row.doc < first ? 0 : 1]], kind = data.kinds[order(row.doc)];
      if (row.doc < first) {
        var unit = own[4][row.unit.at], tail = row.unit.tail === "-p1" || row.unit.tail === undefined ? "" : row.unit.tail;
        return {
          kind: kind[0], name: kind[1], address: own[1], href: page[0] + "#" + own[1] + tail,
          title: (own[2] + (own[3] ? "　" + own[3] : "") + part(tail, unit)) || page[1], where: page[1], limits: own[6],
          passage: compare.marked(unit ? unit[2] : "", found, whole), score: row.score
        };
      }
      return {
        kind: kind[0], name: kind[1], address: "", href: page[0] + (own[2] ? "#" + own[2] : ""), title: own[3] || page[1],
        where: own[3] ? page[1] : "", limits: "", passage: compare.marked(own[4], found, false), score: row.score
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
      return rows.map(function (said) { return [said, compare.shared(folded, text.fold(said))]; })
        .filter(function (row) { return row[1] >= 0.34; })
        .sort(function (a, b) { return b[1] - a[1] || a[0].length - b[0].length; })
        .map(function (row) { return row[0]; })
        .filter(function (said, i, all) { return all.indexOf(said) === i; }).slice(0, 4);
    }

    return { search: search };
  }

  /** 0 … n-1 */
  function range(n) {
    var out = [];
    for (var i = 0; i < n; i++) out.push(i);
    return out;
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

  function chinese(digits) {
    var number = parseInt(digits, 10), ones = "零一二三四五六七八九";
    if (number < 10) return ones.charAt(number);
    return (number < 20 ? "" : ones.charAt(Math.floor(number / 10))) + "十" + (number % 10 ? ones.charAt(number % 10) : "");
  }

  var api = { create: create };
  root.tiaoliEngine = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
