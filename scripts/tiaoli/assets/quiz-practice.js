/* 条理: practice. The scope stands in the address (#chapter=3, #article=34, #type=judge, #scope=weak), so that it can be
   linked and left by the browser's own way back. */
(function () {
  "use strict";

  var logic = /** @type {any} */ (window).tiaoliQuizLogic, store = /** @type {any} */ (window).tiaoliQuizStore;
  var ask = /** @type {any} */ (window).tiaoliQuizQuestion, handIn = /** @type {any} */ (window).tiaoliQuizHandIn;
  var results = /** @type {any} */ (window).tiaoliQuizResult;
  var make = /** @type {any} */ (window).tiaoli.make, button = /** @type {any} */ (window).tiaoli.button;
  var SCOPES = { all: "全部练习题", weak: "薄弱处", "new": "没练过的", mistakes: "错题" };

  /** @param {any} page {host, data, say, clear} */
  function start(page) {
    var data = page.data.practice, questions = data.questions, byId = {};
    questions.concat(page.data.mock ? page.data.mock.questions : []).forEach(function (q) { byId[q.id] = q; });

    /** The scope that the address names, null for none. */
    function scope() {
      var match = /^#(chapter|article|type|audience|scope)=([^&]+)/.exec(location.hash);
      if (!match) return null;
      var value = decodeURIComponent(match[2]);
      return match[1] === "scope" ? (value in SCOPES ? { kind: value, value: "" } : null) : { kind: match[1], value: value };
    }

    /** @param {any} wanted @returns {string} what a scope is called */
    function title(wanted) {
      if (wanted.kind === "chapter") {
        var chapter = data.chapters.filter(function (row) { return row[0] === wanted.value; })[0];
        return chapter ? (chapter[1] + " " + chapter[2]).trim() : "这一章";
      }
      if (wanted.kind === "article") {
        var article = data.articles.filter(function (row) { return row[0] === wanted.value; })[0];
        return article ? article[1] : "第 " + wanted.value + " 条";
      }
      if (wanted.kind === "type") return logic.NAMES[wanted.value] || "这种题型";
      return wanted.kind === "audience" ? "适合" + wanted.value + "的题" : SCOPES[wanted.kind];
    }

    /** The questions of a scope; mistakes may come from mock exams too. @param {any} wanted @param {any} record */
    function within(wanted, record) {
      var all = wanted.kind === "mistakes" ? Object.keys(byId).map(function (id) { return byId[id]; }) : questions;
      return logic.within(all, wanted, record);
    }

    /* ---- choosing ---- */

    function choose() {
      var record = store.record(data.statute), host = page.clear(true);
      var link = function (hash, words, count) {
        var inside = [make("span", {}, [words]), make("span", { "class": "tl-q-count" }, [count + " 题"])];
        return make("li", {}, [count ? make("a", { href: "#" + hash }, inside) : make("span", { "class": "tl-q-none" }, inside)]);
      };
      var size = function (kind, value) { return within({ kind: kind, value: value || "" }, record).length; };
      var list = function (id, heading, items) {
        host.appendChild(make("h2", { id: id }, [heading]));
        host.appendChild(make("ul", { "class": "tl-quiz-chapters" }, items));
      };
      list("by-state", "接着练", ["new", "weak", "mistakes", "all"].map(function (kind) { return link("scope=" + kind, SCOPES[kind], size(kind)); }));
      list("by-chapter", "按章", data.chapters.filter(function (row) { return row[0]; }).map(function (row) {
        return link("chapter=" + encodeURIComponent(row[0]), (row[1] + "　" + row[2]).trim(), size("chapter", row[0]));
      }));
      list("by-type", "按题型", Object.keys(logic.NAMES).map(function (type) { return link("type=" + type, logic.NAMES[type], size("type", type)); }));
      list("by-audience", "按对象", ["干部", "群众"].map(function (who) { return link("audience=" + encodeURIComponent(who), "适合" + who + "的题", size("audience", who)); }));
      var select = make("select", { id: "tl-q-article", "class": "tl-q-input" }), counts = {};
      questions.forEach(function (q) { (q.articles || []).forEach(function (number) { counts[number] = (counts[number] || 0) + 1; }); });
      data.articles.forEach(function (row) { if (counts[row[0]]) select.appendChild(make("option", { value: row[0] }, [row[1] + "（" + counts[row[0]] + " 题）"])); });
      var go = button("tl-button", "练这一条", "");
      go.addEventListener("click", function () { location.hash = "#article=" + encodeURIComponent(select.value); });
      host.appendChild(make("h2", { id: "by-article" }, ["按条"]));
      host.appendChild(make("p", { "class": "tl-buttons" }, [make("label", { "for": "tl-q-article", "class": "tl-hide" }, ["选一条"]), select, go]));
    }

    /* ---- answering ---- */

    /** @param {any} wanted @param {boolean} focus whether the reader asked for it just now */
    function practise(wanted, focus) {
      var record = store.record(data.statute), key = wanted.kind + "=" + wanted.value, kept = store.get("quiz-run"), run = null;
      if (kept && kept.v === 1 && kept.key === key && kept.rows.length) {
        run = kept;
        run.ids = kept.ids.filter(function (id, at) { return byId[id] || at < kept.at; });
      }
      if (run && run.at >= run.ids.length) { finish(wanted, run); return; }
      var again = Boolean(run && run.at);
      if (!run) {
        var found = within(wanted, record);
        found = found.filter(function (q) { return logic.level(record, q) < 3; }).concat(found.filter(function (q) { return logic.level(record, q) === 3; }));
        run = { v: 1, key: key, statute: data.statute, ids: found.map(function (q) { return q.id; }), at: 0, rows: [], started: store.seconds(), seed: Math.floor(Math.random() * 4294967295) };
      }
      if (!run.ids.length) { nothing(wanted); return; }
      if (again) page.say("接着上次，第 " + (run.at + 1) + " 题");
      ask1(wanted, run, focus);
    }

    /** @param {any} wanted */
    function nothing(wanted) {
      var host = page.clear(), words = { weak: "还没有薄弱处：先练几题，答错的条文会排在这里。", mistakes: "错题本是空的。", "new": "全部练习题都练过了。" };
      host.appendChild(make("h2", { id: "none", tabindex: "-1" }, [title(wanted)]));
      host.appendChild(make("p", {}, [words[wanted.kind] || "这个范围没有练习题。"]));
      host.appendChild(make("p", {}, [make("a", { href: "#", "class": "tl-button" }, ["换一个范围"])]));
    }

    /** One question. @param {any} wanted @param {any} run @param {boolean} focus */
    function ask1(wanted, run, focus) {
      var host = page.clear(), question = byId[run.ids[run.at]], since = Date.now();
      if (!question) { run.at += 1; if (run.at < run.ids.length) ask1(wanted, run, focus); else finish(wanted, run); return; }
      var bar = make("p", { "class": "tl-q-bar" }), verdict = make("div", { "class": "tl-q-verdict", tabindex: "-1", hidden: "" });
      var next = button("tl-button", run.at + 1 < run.ids.length ? "下一题" : "看结果", ""), submit = button("tl-button", question.type === "short" ? "完成自评" : "提交", "");
      var view = ask.show(question, {
        names: data.names, seed: logic.seedOf(question.id) ^ run.seed, judged: true, say: page.say, changed: function () {},
        answered: function (given) { answered(given); }
      });

      /** @param {string} given */
      function answered(given) {
        var marked = logic.mark(question, given, data.names), record = store.record(data.statute);
        var after = logic.answered(record, question, given, marked.right, store.today()), left = record.book[question.id] && !after.book[question.id];
        store.save(Object.assign({}, record, after));
        run.rows.push([question.id, given, marked.points, Math.round((Date.now() - since) / 1000)]);
        run.at += 1;
        store.put("quiz-run", run);
        var word = marked.right ? "✓ 答对了" : question.type === "short" ? "自评得 " + results.number(marked.points) + " 分（满分 " + results.number(question.score) + "）" : marked.points ? "△ 部分答对，得 " + results.number(marked.points) + " 分" : "✗ 不对";
        verdict.appendChild(make("p", { "class": "tl-q-word", "data-is": marked.right ? "right" : "wrong" }, [word]));
        if (left) verdict.appendChild(make("p", { "class": "tl-q-note" }, ["在三个不同的日子都答对了，移出错题本。"]));
        ask.explained(question, given, view.order).forEach(function (row) { verdict.appendChild(row); });
        verdict.hidden = false;
        submit.hidden = true;
        next.hidden = false;
        counted();
        verdict.focus({ preventScroll: true });
        page.reveal(verdict, bar);
      }

      function counted() {
        var right = run.rows.filter(function (row) { return byId[row[0]] && row[2] >= byId[row[0]].score; }).length;
        progress.textContent = "第 " + (Math.min(run.ids.indexOf(question.id), run.ids.length - 1) + 1) + " 题，共 " + run.ids.length + " 题" + (run.rows.length ? "　已答 " + run.rows.length + "，答对 " + right : "");
        line.style.width = (100 * run.at / run.ids.length).toFixed(1) + "%";
        end.hidden = !run.rows.length;
      }
      function forward() { if (run.at < run.ids.length) ask1(wanted, run, true); else finish(wanted, run); }

      var progress = make("p", { "class": "tl-q-progress" }), line = make("span", {});
      var end = button("tl-link", "结束，看结果", ""), over = button("tl-link", "从头开始", "");
      end.addEventListener("click", function () { finish(wanted, run); });
      over.addEventListener("click", function () { store.put("quiz-run", null); practise(wanted, true); });
      over.hidden = !run.at;
      next.hidden = true;
      next.addEventListener("click", forward);
      if (view.submit) submit.addEventListener("click", function () { if (!view.submit()) page.say("先作答，再提交"); });
      submit.hidden = !view.submit;
      host.appendChild(make("p", { "class": "tl-q-scope" }, [make("strong", {}, [title(wanted)]), make("a", { href: "#" }, ["换一个范围"])]));
      host.appendChild(make("div", { "class": "tl-q-line", "aria-hidden": "true" }, [line]));
      host.appendChild(progress);
      host.appendChild(view.node);
      host.appendChild(verdict);
      bar.appendChild(submit);
      bar.appendChild(next);
      host.appendChild(bar);
      host.appendChild(make("p", { "class": "tl-q-scope" }, [make("span", {}, []), over, end]));
      host.appendChild(make("p", { "class": "tl-q-note tl-q-keys" }, ["键盘：数字 1、2、3… 选择，回车提交，再按回车到下一题。"]));
      page.onkey = function (event) {
        if (view.key(event)) return true;
        if (event.key !== "Enter" || /^(BUTTON|A|INPUT|TEXTAREA|SELECT|SUMMARY)$/.test(event.target.tagName)) return false;
        if (!verdict.hidden) forward(); else if (view.submit) view.submit();
        return true;
      };
      counted();
      if (focus) { view.stem.focus({ preventScroll: true }); page.top(); }
    }

    /* ---- the result of a practice ---- */

    /** @param {any} wanted @param {any} run */
    function finish(wanted, run) {
      var host = page.clear(), rows = run.rows.filter(function (row) { return byId[row[0]]; }).map(function (row) {
        return { question: byId[row[0]], given: row[1], points: row[2], seconds: row[3] };
      });
      store.put("quiz-run", null);
      var right = rows.filter(function (row) { return row.points >= row.question.score; }).length;
      var heading = make("h2", { id: "result", tabindex: "-1" }, [title(wanted) + "：答了 " + rows.length + " 题，答对 " + right + " 题"]);
      host.appendChild(heading);
      var wrong = rows.filter(function (row) { return row.points < row.question.score; });
      host.appendChild(make("p", {}, [wrong.length ? "没有全对的 " + wrong.length + " 题已记入错题本。" : rows.length ? "这一组全部答对。" : "还没有作答。"]));
      host.appendChild(make("p", { "class": "tl-buttons" }, [make("a", { "class": "tl-button", href: "#" }, ["换一个范围"]),
        make("a", { "class": "tl-button", href: "mistakes.html" }, ["看错题本"]), make("a", { "class": "tl-button", href: "progress.html" }, ["看进度"])]));
      if (rows.length) {
        host.appendChild(handIn.block({ site: data.site, statute: data.statute, mode: "practice", title: "《" + data.title + "》练习（" + title(wanted) + "）",
          started: run.started, finished: store.seconds() }, rows, page.byChapter(rows)));
      }
      heading.focus({ preventScroll: true });
      page.top();
    }

    function route(focus) {
      page.onkey = null;
      var wanted = scope();
      if (wanted) practise(wanted, focus); else { choose(); if (focus) page.top(); }
    }
    window.addEventListener("hashchange", function () { route(true); });
    route(false);
  }

  /** @type {any} */ (window).tiaoliQuizPractice = start;
})();
