/* 条理: days counted in every way that the text leaves open. tiaoli/deadlines.py does the same, by the same cases.
   A classic script: it must also run from disk, in Chromium 86, Safari 14 and WeChat. */
(function () {
  "use strict";

  var DAY = 86400000, WEEK = "日一二三四五六";

  /* ---- counting: days are numbers since 1970, so that no time zone meddles ---- */

  /** @param {string} iso @returns {number} NaN for what is no day */
  function day(iso) {
    var parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
    if (!parts) return NaN;
    var made = Date.UTC(+parts[1], +parts[2] - 1, +parts[3]) / DAY;
    return isoOf(made) === iso ? made : NaN;
  }

  /** @param {number} n @returns {string} */
  function isoOf(n) { return new Date(n * DAY).toISOString().slice(0, 10); }

  /** @param {number} n @returns {string} 2022年6月1日（星期三） */
  function words(n) {
    var d = new Date(n * DAY);
    return d.getUTCFullYear() + "年" + (d.getUTCMonth() + 1) + "月" + d.getUTCDate() + "日（星期" + WEEK[d.getUTCDay()] + "）";
  }

  /**
   * Whether offices work on a day; null in a year whose arrangement is not known.
   * @param {number} n @param {{years: number[], off: string[], on: string[]}} known
   */
  function works(n, known) {
    var d = new Date(n * DAY), iso = isoOf(n), year = d.getUTCFullYear();
    if (year < known.years[0] || year > known.years[1]) return null;
    if (known.on.indexOf(iso) >= 0) return true;
    return d.getUTCDay() !== 0 && d.getUTCDay() !== 6 && known.off.indexOf(iso) < 0;
  }

  /** The same day some months later, the month's last where it has no such day. @param {number} start @param {number} months */
  function months(start, months) {
    var d = new Date(start * DAY), at = d.getUTCMonth() + months;
    var last = new Date(Date.UTC(d.getUTCFullYear(), at + 1, 0)).getUTCDate();
    return Date.UTC(d.getUTCFullYear(), at, Math.min(d.getUTCDate(), last)) / DAY;
  }

  /**
   * The readings with and without the first day; [] where they can't be told.
   * @param {number} start @param {number} amount @param {string} unit @param {any} known
   * @returns {{counted: boolean, end: number, moved: number | null}[]}
   */
  function readings(start, amount, unit, known) {
    var found = /** @type {{counted: boolean, end: number, moved: number | null}[]} */ ([]);
    if (["日", "工作日", "月", "年"].indexOf(unit) < 0 || amount < 1) return found;
    [true, false].forEach(function (counted) {
      var end = /** @type {number | null} */ (null);
      if (unit === "工作日") end = working(counted ? start : start + 1, amount, known);
      else end = (unit === "日" ? start + amount : months(start, amount * (unit === "年" ? 12 : 1))) - (counted ? 1 : 0);
      if (end !== null) found.push({ counted: counted, end: end, moved: moved(end, known) });
    });
    return found;
  }

  /** @param {number} n @param {number} amount @param {any} known @returns {number | null} */
  function working(n, amount, known) {
    for (;;) {
      var open = works(n, known);
      if (open === null) return null;
      if (open) amount -= 1;
      if (amount === 0) return n;
      n += 1;
    }
  }

  /** @param {number} n @param {any} known @returns {number | null} */
  function moved(n, known) {
    while (works(n, known) === false) n += 1;
    return works(n, known) ? n : null;
  }

  if (typeof module !== "undefined") {
    module.exports = { day: day, isoOf: isoOf, readings: readings, works: works };
    return;
  }

  /* ---- the page ---- */

  var known = /** @type {any} */ (window).tiaoliCalculator, holder = document.querySelector("[data-tiaoli-calculator]");
  if (!known || !holder) return;
  var place = holder;

  /** @param {string} tag @param {Object<string, string>} [attributes] @param {(Node | string)[]} [children] @returns {any} */
  function make(tag, attributes, children) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { node.setAttribute(name, (attributes || {})[name]); });
    (children || []).forEach(function (child) { node.appendChild(typeof child === "string" ? document.createTextNode(child) : child); });
    return node;
  }

  var rule = make("select", { id: "tl-calc-rule" });
  known.rules.forEach(function (/** @type {any} */ one, /** @type {number} */ at) {
    rule.appendChild(make("option", { value: String(at) }, [one.phrase + (one.who ? "，" + one.who : "") + "（" + one.name + "）"]));
  });
  var items = make("fieldset", { "class": "tl-calc-items" }), ask = make("div", { "class": "tl-calc-from" });
  var result = make("div", { "class": "tl-calc-result", role: "status", "aria-live": "polite" });
  var law = make("div", { "class": "tl-calc-law" });
  var field = make("input", { type: "date", id: "tl-calc-day", max: "2999-12-31" });
  var form = make("form", { "class": "tl-calc-form" }, [
    make("p", {}, [make("label", { "for": "tl-calc-rule" }, ["哪一项期限"]), rule]), items, ask,
  ]);
  form.addEventListener("submit", function (/** @type {Event} */ event) { event.preventDefault(); });

  function current() { return known.rules[+rule.value]; }

  /** The form for the limit that is chosen, and its provision beside it. */
  function choose() {
    var one = current();
    items.textContent = ask.textContent = law.textContent = "";
    items.hidden = !one.items.length;
    if (one.items.length) {
      items.appendChild(make("legend", {}, ["这件事属于哪一项"]));
      one.items.forEach(function (/** @type {any} */ item, /** @type {number} */ at) {
        items.appendChild(make("label", {}, [make("input", { type: "radio", name: "tl-calc-item", value: String(at) }),
          make("span", {}, [make("b", {}, [item[0]]), "　" + item[1]])]));
      });
    }
    if (one.from) {
      ask.appendChild(make("p", {}, [make("label", { "for": "tl-calc-day" }, ["“" + one.from + "”是哪一天"]), field,
        make("span", { "class": "tl-calc-hint" }, [/提出/.test(one.from) ? "" : "从这一天起算，不从提出信访事项的那一天起算。"])]));
    }
    law.appendChild(make("h2", { id: "tl-calc-law" }, ["条文"]));
    law.appendChild(make("p", {}, [make("a", { href: one.link }, ["《" + known.title + "》" + one.name])]));
    law.appendChild(make("blockquote", {}, one.text.split("\n").map(function (/** @type {string} */ line) { return make("p", {}, [line]); })));
    [["适用于", one.applies], ["例外", one.exception], ["延长", one.extension], ["扣除", one.excluded]].forEach(function (row) {
      if (row[1]) law.appendChild(make("p", {}, [make("b", {}, [row[0] + "　"]), row[1]]));
    });
    show();
  }

  /** @param {string} text */
  function say(text) { result.appendChild(make("p", { "class": "tl-calc-none" }, [text])); }

  function show() {
    var one = current(), start = day(field.value), picked = form.querySelector("input[name=tl-calc-item]:checked");
    result.textContent = "";
    if (!one.from) { say("条文没有写这项期限从哪一天起算，本页不给日期。" + known.ask + "。"); return; }
    if (one.items.length && !picked) { say("先选这件事属于哪一项。"); return; }
    if (picked && !one.items[+picked.value][2]) {
      say(one.name + "的期限不适用于" + one.items[+picked.value][0] + "的事项，条文也没有另写天数，本页不给日期。" + known.ask + "。");
      return;
    }
    if (isNaN(start)) { say("再填上“" + one.from + "”是哪一天。"); return; }
    if (known.effective && start < day(known.effective)) { say("《" + known.title + "》从" + words(day(known.effective)) + "起施行，这一天还没有施行，不推算。"); return; }
    var found = readings(start, one.days, one.unit, known);
    if (found.length < 2) {
      say(one.unit === "工作日" ? "这段时间的节假日安排没有收录（收录" + known.years[0] + "年至" + known.years[1] + "年），不推算工作日。" + known.ask + "。" : "这项期限不按日历推算，" + known.ask + "。");
      return;
    }
    answer(one, start, found);
  }

  /** @param {any} one @param {number} start @param {{counted: boolean, end: number, moved: number | null}[]} found */
  function answer(one, start, found) {
    var first = found[0].end, days = /** @type {Object<string, string[]>} */ ({});
    result.appendChild(make("p", { "class": "tl-calc-date" }, [make("span", {}, ["最早的一天"]), make("strong", {}, [words(first).split("（")[0]]), "（" + words(first).split("（")[1]]));
    result.appendChild(make("p", {}, ["以这一天为准备的依据；几种数法不一致，" + known.ask + "。"]));
    var body = make("tbody");
    found.forEach(function (reading) {
      var how = reading.counted ? "第一天算在内" : "从第二天数起";
      [["不顺延", reading.end], ["遇休息日顺延", reading.moved]].forEach(function (row, at) {
        var end = /** @type {number | null} */ (row[1]);
        if (at && one.unit === "工作日") return;
        if (end !== null) (days[isoOf(end)] = days[isoOf(end)] || []).push(how + "，" + row[0]);
        body.appendChild(make("tr", {}, [make("td", {}, [how + (one.unit === "工作日" ? "" : "，" + row[0])]),
          make("td", {}, [end === null ? "那一年的节假日安排没有收录，不推算" : words(end)])]));
      });
    });
    result.appendChild(make("table", { "class": "tl-calc-ways" }, [
      make("caption", {}, [one.phrase + "，“" + one.from + "”是" + words(start)]),
      make("thead", {}, [make("tr", {}, [make("th", { scope: "col" }, ["数法"]), make("th", { scope: "col" }, ["最后一天"])])]), body,
    ]));
    if (one.extension) say("经批准延长的，延长期限从哪一天起算条文没有写，上面的日子没有算延长。");
    if (one.excluded) say("条文写明要扣除的时间没有算进去：" + one.excluded + "。有这样的时间，最后一天相应推后。");
    if (new Date(found[1].end * DAY).getUTCFullYear() === known.years[1] && isoOf(found[1].end).slice(5) > "12-20") {
      say("次年元旦的放假和调休安排还没有收录，年末这几天可能要调整。");
    }
    result.appendChild(strip(start, days, first));
    var print = make("button", { type: "button", "class": "tl-calc-print" }, ["打印这个结果"]);
    print.addEventListener("click", function () { window.print(); });
    result.appendChild(print);
  }

  /**
   * A calendar from the first day to the last reading, a table a month.
   * @param {number} start @param {Object<string, string[]>} ends @param {number} first
   */
  function strip(start, ends, first) {
    var last = Math.max.apply(null, Object.keys(ends).map(day)), box = make("div", { "class": "tl-calc-months" });
    var from = new Date(start * DAY), at = Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), 1) / DAY;
    while (at <= last) {
      var head = new Date(at * DAY), length = new Date(Date.UTC(head.getUTCFullYear(), head.getUTCMonth() + 1, 0)).getUTCDate();
      var rows = make("tbody"), row = make("tr"), lead = (head.getUTCDay() + 6) % 7;
      for (var blank = 0; blank < lead; blank += 1) row.appendChild(make("td", { "class": "tl-calc-blank" }));
      for (var n = at; n < at + length; n += 1) {
        if (row.children.length === 7) { rows.appendChild(row); row = make("tr"); }
        row.appendChild(cell(n, start, last, ends, first));
      }
      while (row.children.length < 7) row.appendChild(make("td", { "class": "tl-calc-blank" }));
      rows.appendChild(row);
      box.appendChild(make("table", { "class": "tl-calc-month" }, [make("caption", {}, [head.getUTCFullYear() + "年" + (head.getUTCMonth() + 1) + "月"]),
        make("thead", {}, [make("tr", {}, "一二三四五六日".split("").map(function (name) { return make("th", { scope: "col" }, [name]); }))]), rows]));
      at += length;
    }
    box.appendChild(make("p", { "class": "tl-calc-key" }, ["起：起算的那一天。止：最早的一天。迟：别的数法的最后一天。休：周末和节假日。"]));
    return box;
  }

  /** @param {number} n @param {number} start @param {number} last @param {Object<string, string[]>} ends @param {number} first */
  function cell(n, start, last, ends, first) {
    var css = [], mark = "";
    if (n >= start && n <= last) css.push("tl-in");
    if (works(n, known) === false) { css.push("tl-off"); mark = "休"; }
    if (ends[isoOf(n)]) { css.push("tl-late"); mark = "迟"; }
    if (n === first) { css.push("tl-end"); mark = "止"; }
    if (n === start) { css.push("tl-start"); mark = n === first ? "起止" : "起"; }
    return make("td", css.length ? { "class": css.join(" ") } : {}, [String(new Date(n * DAY).getUTCDate()), make("small", {}, [mark])]);
  }

  rule.addEventListener("change", choose);
  field.addEventListener("input", show);
  field.addEventListener("change", show);
  items.addEventListener("change", show);
  place.appendChild(form);
  place.appendChild(result);
  place.appendChild(law);
  /** The limit that the address names. @returns {number} -1 where it names none */
  function named() { return known.rules.map(function (/** @type {any} */ one) { return one.id; }).indexOf(location.hash.slice(1)); }

  var asked = named();
  for (var at = 0; asked < 0 && at < known.rules.length; at += 1) if (known.rules[at].from) asked = at; // one that gives a day
  rule.value = String(Math.max(asked, 0));
  choose();
  window.addEventListener("hashchange", function () { if (named() >= 0) { rule.value = String(named()); choose(); } });
})();
