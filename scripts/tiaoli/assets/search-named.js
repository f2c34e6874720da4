/* 条理: queries that name provisions by their numbers or a chapter by its heading, to be shown as they are. Queries are in
   the compared form of search-text.js. */
(function (root) {
  "use strict";

  var text = root.tiaoliText || (typeof require === "function" ? require("./search-text.js") : null);
  var ONE = /^第?([\ue000-\uf76f])(?:条((?:之[\ue000-\uf76f])*))?(?:第?([\ue000-\uf76f])款)?(?:第?([\ue000-\uf76f])项)?$/;
  var CHAPTER = /^第?([\ue000-\uf76f])章/;
  var END = /^的?(?:(开头|开篇|首条|头\ue001条|第\ue001条)|(?:最后|末尾|结尾)(?:\ue001条)?|末条)(?:(?:是|讲|说|写)?(?:的是|了)?(?:什么|啥)?|内容)$/; // 总则最后一条讲什么

  /**
   * @param {any} data what tiaoli.search.data.build gives
   * @returns {{read: (folded: string, notes: any[]) => ({rows: any[]} | null)}}
   */
  function create(data) {
    var names = data.names.map(text.fold).sort(function (a, b) { return b.length - a.length; });
    /** @type {Record<string, number>} */
    var byAddress = {};
    data.provisions.forEach(function (row, i) { byAddress[row[1]] = i; });

    function note(said) { return { text: said, tries: [], href: "", label: "" }; }
    function row(doc, at, tail) { return { doc: doc, score: 1, unit: { at: at, tail: tail }, found: [] }; }

    /** A query without the name of the statute before a number, and without spaces. */
    function bare(folded) {
      folded = folded.replace(/ /g, "");
      names.forEach(function (name) { if (folded.indexOf(name) === 0 && folded.length > name.length) folded = folded.slice(name.length); });
      return folded;
    }

    /** 第三十四条, 31条6项, 条例第二十条, 34, 22 23条, 第二章: what is named; null for any other query. */
    function read(folded, notes) {
      var whole = bare(folded), match = ONE.exec(whole);
      return match ? provision(match, whole, notes) : several(folded) || chapter(whole, notes);
    }

    function provision(match, folded, notes) {
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
      return { rows: [row(doc, at, there ? tail : "")] };
    }

    /** 22、23条, 第20条和第26条, 35 36条: two to five articles; the commas are gone in the compared form. */
    function several(folded) {
      if (!/条/.test(folded) || !/^(?:第?[\ue000-\uf76f]条?[ 和与及到至跟]*){2,5}$/.test(folded)) return null;
      var docs = (folded.match(/[\ue000-\uf76f]/g) || []).map(function (c) { return byAddress["art-" + text.numberOf(c)]; });
      return docs.some(function (doc) { return doc === undefined; }) ? null : { rows: docs.map(function (doc) { return row(doc, 0, ""); }) };
    }

    function chapter(folded, notes) {
      var match = CHAPTER.exec(folded), rest = match ? folded.slice(match[0].length) : folded;
      var end = END.exec(folded.replace(/^(?:本?条例|全文)/, ""));
      if (end && folded.indexOf("条") >= 0) return { rows: [row(end[1] ? 0 : data.provisions.length - 1, 0, "")] };
      var found = data.chapters.filter(function (own) {
        var heading = text.fold(own[1]).replace(/ /g, "");
        var left = match ? rest : folded.indexOf(heading) === 0 && heading ? folded.slice(heading.length) : "";
        if ((!match || own[0] === String(text.numberOf(match[1]))) && END.test(left)) { end = END.exec(left); return true; }
        return match ? own[0] === String(text.numberOf(match[1])) && (!rest || heading.indexOf(rest) >= 0 || rest.indexOf("讲") === 0 || rest.indexOf("内容") >= 0)
          : heading === rest && rest.length > 1;
      })[0];
      if (!found) {
        if (!match || rest) return null;
        notes.push(note("《" + data.title + "》共" + data.chapters.length + "章，没有" + text.readable(folded) + "。"));
        return { rows: [] };
      }
      var page = data.pages[found[2]], rows = [];
      notes.push({ text: "", tries: [], href: page[0], label: page[1] + "，看全章" });
      if (end) return { rows: [row(byAddress[found[end[1] ? 4 : 5]], 0, "")] };
      for (var i = byAddress[found[4]]; i <= byAddress[found[5]]; i++) rows.push(row(i, 0, ""));
      return { rows: rows };
    }

    return { read: read };
  }

  var api = { create: create };
  root.tiaoliNamed = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
