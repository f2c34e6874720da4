/* 条理: starts the quiz of a page: loads its questions, says once when nothing can be kept, and holds what all parts use. */
(function () {
  "use strict";

  var store = /** @type {any} */ (window).tiaoliQuizStore;
  var make = /** @type {any} */ (window).tiaoli.make;
  var script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  var box = /** @type {HTMLElement | null} */ (document.querySelector("[data-tiaoli-quiz]"));
  if (!box) return;
  var kind = box.getAttribute("data-tiaoli-quiz") || "";
  var parts = { practice: "tiaoliQuizPractice", mock: "tiaoliQuizMock", mistakes: "tiaoliQuizMistakes", progress: "tiaoliQuizProgress" };
  var lead = box.querySelector(".tl-lead");
  var live = make("p", { "class": "tl-hide", role: "status", "aria-live": "polite" }), host = make("div", { "class": "tl-quiz-host" }, [make("p", {}, ["正在读取题目…"])]);

  /** Load the questions of a use, once. @param {string} use @param {() => void} then */
  function load(use, then) {
    var given = /** @type {any} */ (window).tiaoliQuizData;
    if (given && given[use]) { then(); return; }
    var tag = document.createElement("script");
    tag.src = new URL("quiz-data-" + use + ".js", script ? script.src : location.href).href + (script ? new URL(script.src).search : "");
    tag.onload = then;
    tag.onerror = function () { host.textContent = "题目没有读到：" + tag.src + "。请检查网络后刷新；从磁盘打开的，请确认整个文件夹都已复制。"; };
    document.head.appendChild(tag);
  }

  var page = {
    data: /** @type {any} */ (null), host: host, onkey: /** @type {null | ((event: KeyboardEvent) => boolean)} */ (null),
    /** @param {string} words for a screen reader; said again when they are the same */
    say: function (words) { live.textContent = ""; window.setTimeout(function () { live.textContent = words; }, 30); },
    /** An empty place for the next screen. @param {boolean} [first] whether it is the page's first, which says what the page is for */
    clear: function (first) {
      var fresh = host.cloneNode(false);
      host.parentNode.replaceChild(fresh, host);
      host = page.host = fresh;
      if (lead) lead.hidden = !first;
      return host;
    },
    /** Bring the start of the quiz to the top of the screen. */
    top: function () {
      var header = document.querySelector(".md-header"), at = box.getBoundingClientRect().top + window.pageYOffset - (header ? header.clientHeight : 0) - 8;
      window.scrollTo(0, Math.max(0, at));
    },
    /** Scroll no more than it takes to see a part above what sticks to the foot of the screen. @param {Element} part @param {Element} bar */
    reveal: function (part, bar) {
      var at = part.getBoundingClientRect(), header = document.querySelector(".md-header"), top = (header ? header.clientHeight : 0) + 8;
      var below = at.bottom - (window.innerHeight - bar.getBoundingClientRect().height - 8);
      if (below > 0) window.scrollBy(0, Math.max(0, Math.min(below, at.top - top)));
    },
    /** A button that wants to be pressed twice. @param {any} one @param {string} words @param {() => void} then */
    sure: function (one, words, then) {
      var before = one.textContent, wait = 0;
      function calm() { one.removeAttribute("data-sure"); one.textContent = before; }
      one.addEventListener("click", function () {
        window.clearTimeout(wait);
        if (one.hasAttribute("data-sure")) { calm(); then(); return; }
        one.setAttribute("data-sure", "");
        one.textContent = words;
        page.say(words);
        wait = window.setTimeout(calm, 6000);
      });
    },
    /** @param {string} caption @param {string[]} heads @param {any[][]} rows @param {(at: number) => string} [link] of the first cell */
    table: function (caption, heads, rows, link) {
      return make("div", { "class": "tl-quiz-table" }, [make("table", { "class": "tl-numbers" }, [make("caption", {}, [caption]),
        make("thead", {}, [make("tr", {}, heads.map(function (head) { return make("th", { scope: "col" }, [head]); }))]),
        make("tbody", {}, rows.map(function (row, at) {
          return make("tr", {}, row.map(function (cell, i) {
            if (i) return make("td", {}, [String(cell)]);
            return make("th", { scope: "row" }, [link ? make("a", { href: link(at) }, [String(cell)]) : String(cell)]);
          }));
        }))])]);
    },
    /** [chapter, questions, right] of answers. @param {any[]} rows {question, points} */
    byChapter: function (rows) {
      var data = page.data.practice || page.data.mock;
      return data.chapters.concat([["", "其他", ""]]).map(function (chapter) {
        var own = rows.filter(function (row) { return (row.question.chapter || "") === chapter[0]; });
        return [(chapter[1] + " " + chapter[2]).trim(), own.length, own.filter(function (row) { return row.points >= row.question.score; }).length];
      }).filter(function (row, at, all) { return row[1] && all.findIndex(function (one) { return one[0] === row[0]; }) === at; });
    }
  };

  box.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.isComposing || !page.onkey) return;
    if (page.onkey(/** @type {KeyboardEvent} */ (event))) event.preventDefault();
  });
  box.appendChild(live);
  if (!store.lasting()) {
    box.appendChild(make("p", { "class": "tl-notice tl-unkept" }, ["这个浏览器不让网页保存内容。可以照常答题，但离开或者刷新这一页，记录就没有了；要留下来，请先导出，或者下载、复制成绩。"]));
  }
  box.appendChild(host);

  function begin() {
    page.data = /** @type {any} */ (window).tiaoliQuizData;
    /** @type {any} */ (window)[parts[kind]](page);
    box.setAttribute("data-ready", "");
  }
  if (kind === "mock") load("mock", begin);
  else load("practice", function () {
    var data = /** @type {any} */ (window).tiaoliQuizData.practice, known = {}, record = store.record(data.statute);
    data.questions.forEach(function (q) { known[q.id] = true; });
    var others = kind !== "progress" && Object.keys(record.book).some(function (id) { return !known[id]; });
    if (others) load("mock", begin); else begin();
  });
})();
