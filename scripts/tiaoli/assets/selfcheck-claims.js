/* 条理: what an essay says of the Regulation, against its text: the part of `tiaoli contest check` that runs in a browser.
   It says less than the office's check and never more: what it can't bind to one provision it leaves alone.
   tests/cases/selfcheck.yml holds both to the same answers. */
(function (root) {
  "use strict";

  var DIGITS = { "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9 };
  var NUMERAL = "[0-9０-９零〇一二两三四五六七八九十百]+";
  var CITED = new RegExp("(?:《([^《》]{2,40})》)?\\s*第(" + NUMERAL + ")条(?:第(" + NUMERAL + ")款)?(?:第(" + NUMERAL + ")项)?", "g");
  /** Between a citation and its words: 第三十四条规定：“ */
  var SAYS = /^[^。！？；“”]{0,24}(?:规定|明确|写明|指出|要求|强调|提出|写道|载明|原文)[^。！？；“”]{0,14}[，：:]?\s*$/;
  var NEAR = /^(?:的|中|里)?[，：:]?\s*$/;
  var OURS = /^[^，。；：“”第]{0,6}(?:规定|明确|指出|要求|强调|提出)(?:了|的)?[，：:]?\s*$/;
  var LIMIT = new RegExp("(" + NUMERAL + ")(?:个)?(工作日|日|天|月)(?=内|以内|之内|的|，|。|；|、|办|告|提|书|向|请|答|$)", "g");
  var PEOPLE = new RegExp("代表[^。；，]{0,10}?(?:不得超过|不超过|不能超过|最多|至多)(" + NUMERAL + ")[人名]");
  var WIDE = { ",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）" };

  /** Text as two quotations are compared. @param {string} text @returns {string} */
  function squeeze(text) {
    return text.replace(/[\s\u200b\ufeff]+/g, "").replace(/[,;:?!()]/g, function (c) { return WIDE[/** @type {","} */ (c)]; })
      .replace(/[０-９]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0xfee0); }).replace(/[「『]/g, "“").replace(/[」』]/g, "”");
  }

  /** 三十四 34, 34 34, -1 for what is no number. @param {string} text @returns {number} */
  function number(text) {
    text = squeeze(text);
    if (/^\d+$/.test(text)) return parseInt(text, 10);
    if (/\d/.test(text)) return -1;
    var total = 0, digit = 0;
    for (var i = 0; i < text.length; i++) {
      var c = text.charAt(i);
      if (c === "十") { total += (digit || 1) * 10; digit = 0; }
      else if (c === "百") { total += (digit || 1) * 100; digit = 0; }
      else digit = DIGITS[/** @type {"一"} */ (c)];
    }
    return total + digit;
  }

  /** Runs of a quotation between ellipses, marks at the edges taken off. @param {string} quote @returns {string[]} */
  function runs(quote) {
    return squeeze(quote).split(/…+|\.{3,}/).map(function (r) { return r.replace(/^[，。；：、]+|[，。；：、]+$/g, ""); }).filter(Boolean);
  }

  /** @param {string[]} texts @param {string[]} pieces */
  function holds(texts, pieces) {
    return texts.some(function (text) {
      var at = 0;
      return pieces.every(function (piece) { at = text.indexOf(piece, at); if (at < 0) return false; at += piece.length; return true; });
    });
  }

  /** Clauses of a text that are most like the quotation, as printed. @param {string} quote @param {string} text */
  function nearest(quote, text) {
    var wanted = pairs(quote), best = 0, found = "", clauses = text.match(/[^，。；：]+[，。；：]?/g) || [];
    for (var i = 0; i < clauses.length; i++) {
      for (var j = i + 1; j <= Math.min(clauses.length, i + 10); j++) {
        var part = clauses.slice(i, j).join("");
        if (part.length > 2 * quote.length + 20) break;
        var own = pairs(part), common = Object.keys(wanted).filter(function (k) { return own[k]; }).length;
        var like = 2 * common / (Object.keys(wanted).length + Object.keys(own).length || 1);
        if (like > best) { best = like; found = part.replace(/[，；：]$/, ""); }
      }
    }
    return best > 0.25 ? found : "";
  }

  /** @param {string} text @returns {Record<string, boolean>} */
  function pairs(text) {
    var out = /** @type {Record<string, boolean>} */ ({});
    for (var i = 0; i + 1 < text.length; i++) out[text.slice(i, i + 2)] = true;
    return out;
  }

  /**
   * Everything wrong in one paragraph.
   * @param {string} text
   * @param {any} data window.tiaoliSelfcheck
   * @returns {{code: string, message: string, expected: string}[]}
   */
  function check(text, data) {
    var out = /** @type {{code: string, message: string, expected: string}[]} */ ([]), match;
    var cites = /** @type {any[]} */ ([]), ours = data.names;
    CITED.lastIndex = 0;
    while ((match = CITED.exec(text))) {
      var before = text.slice(0, match.index), named = match[1] || (/《([^《》]{2,40})》[^。；]{0,16}$/.exec(before) || [])[1];
      var foreign = named ? ours.indexOf(named) < 0 : /(?:法|旧条例|原条例|2005年[^。]{0,12})$/.test(before);
      cites.push({ start: match.index, end: match.index + match[0].length, article: data.articles[number(match[2])], said: match[0], foreign: foreign });
    }
    cites.forEach(function (c) {
      if (!c.foreign && !c.article) out.push({ code: "wrong-article", message: "“" + c.said + "”：" + data.title + "没有这一条", expected: "" });
    });
    quotations(text, cites, data, out);
    limits(text, cites, data, out);
    return out;
  }

  /** @param {string} text @param {any[]} cites @param {any} data @param {any[]} out */
  function quotations(text, cites, data, out) {
    var pattern = /“((?:[^“”]|“[^“”]*”)*)”/g, match, previous = /** @type {any} */ (null);
    while ((match = pattern.exec(text))) {
      var start = match.index, words = match[1], cite = null, whole = false;
      var before = cites.filter(function (c) { return c.end <= start; }).pop();
      var between = before ? text.slice(before.end, start) : "";
      if (before && (SAYS.test(between) || NEAR.test(between))) cite = before;
      else if (previous && /^[、，；和与]*$/.test(text.slice(previous.end, start))) cite = previous.cite;
      else {
        var named = /《([^《》]{2,40})》([^《》“”]*)$/.exec(text.slice(0, start));
        whole = !!named && data.names.indexOf(named[1]) >= 0 && OURS.test(named[2]);
      }
      if (cite) previous = { end: start + match[0].length, cite: cite };
      if (cite ? cite.foreign || !cite.article : !whole) continue;
      var pieces = runs(words);
      if (!pieces.length || pieces.join("").length < 8 || cite && holds(cite.article.flat, pieces)) continue;
      var there = Object.keys(data.articles).filter(function (key) { return holds(data.articles[key].flat, pieces); })[0];
      if (!cite && there) continue;
      if (cite && there) {
        out.push({ code: "wrong-article", message: "“" + words.slice(0, 24) + "……”在" + data.articles[there].label + "，不在" + cite.article.label, expected: data.articles[there].label });
        continue;
      }
      var near = cite ? nearest(pieces.join(""), cite.article.flat[0]) : "";
      out.push({ code: "misquote", message: "引文与" + (cite ? cite.article.label : data.title) + "的原文不符：“" + words.slice(0, 60) + "”", expected: near });
    }
  }

  /** @param {string} text @param {any[]} cites @param {any} data @param {any[]} out */
  function limits(text, cites, data, out) {
    // words in quotation marks have been compared already
    var said = text.replace(/“[^“”]*”/g, function (q) { return new Array(q.length + 1).join("□"); }), at = 0;
    (said.match(/[^。！？；]+[。！？；]?/g) || []).forEach(function (sentence) {
      var from = at, to = at += sentence.length, match;
      var here = cites.filter(function (c) { return c.start >= from && c.start < to; });
      if (here.some(function (c) { return c.foreign; }) || /原来|过去|旧|以前|2005/.test(sentence)) return;
      var own = here.filter(function (c) { return c.article; }), about = own.length || data.names.some(function (n) { return sentence.indexOf(n) >= 0; });
      var people = PEOPLE.exec(sentence);
      if (people && data.people.length && data.people.every(function (row) { return row.amount !== number(people[1]); })) {
        out.push({ code: "wrong-head-count", message: "“" + people[0] + "”与条文不符", expected: data.people[0].quote });
      }
      LIMIT.lastIndex = 0;
      while ((match = LIMIT.exec(sentence))) {
        if (/(?:年|月|第|近|约|用了|花了|仅用|只用|历时|前后|等了|拖了)$/.test(sentence.slice(0, match.index)) || match[2] === "月") continue;
        var amount = number(match[1]), unit = match[2] === "天" ? "日" : match[2];
        var rows = data.limits.filter(function (row) { return own.some(function (c) { return c.article.number === row.article; }); });
        if (!rows.length && about) {
          var clause = sentence.slice(Math.max(0, match.index - 24), match.index + match[0].length + 16);
          rows = data.limits.filter(function (row) { return row.words.some(function (w) { return clause.indexOf(w) >= 0; }); });
        }
        if (rows.length && rows.every(function (row) { return row.amount !== amount || row.unit !== unit; })) {
          out.push({ code: "wrong-time-limit", message: "“" + match[0] + "”与条文不符", expected: rows.map(function (row) { return row.label + "：" + row.quote; }).filter(function (q, i, a) { return a.indexOf(q) === i; }).join("；") });
        }
      }
    });
  }

  var TOKEN = /[\u2e80-\u2fdf\u3001-\u303f\u3040-\u30ff\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u2014\u2015\u2018\u2019\u201c\u201d\u2026\u00b7\u2460-\u24ff]|[\ud840-\ud8ff][\udc00-\udfff]|[^\s\u2e80-\u2fdf\u3000-\u303f\u3040-\u30ff\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u2014\u2015\u2018\u2019\u201c\u201d\u2026\u00b7\u2460-\u24ff]+/g;

  /** Characters as Word counts them. @param {string} text @returns {number} */
  function count(text) { return (text.match(TOKEN) || []).length; }

  root.tiaoliClaims = { check: check, count: count, squeeze: squeeze };
  if (typeof module !== "undefined" && module.exports) module.exports = root.tiaoliClaims;
})(typeof window !== "undefined" ? /** @type {any} */ (window) : /** @type {any} */ (globalThis));
