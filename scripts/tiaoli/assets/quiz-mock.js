/* 条理: the mock exam. The paper is kept with every answer, so that it is still there when the tab has been closed; the
   clock counts only while the page is open. */
(function () {
  "use strict";

  var logic = /** @type {any} */ (window).tiaoliQuizLogic, store = /** @type {any} */ (window).tiaoliQuizStore;
  var ask = /** @type {any} */ (window).tiaoliQuizQuestion, handIn = /** @type {any} */ (window).tiaoliQuizHandIn;
  var results = /** @type {any} */ (window).tiaoliQuizResult, drawing = /** @type {any} */ (window).tiaoliQuizDraw;
  var make = /** @type {any} */ (window).tiaoli.make, button = /** @type {any} */ (window).tiaoli.button;
  var MINUTES = [30, 45, 60, 0], TICK = 5, WARN = 5 * 60;

  /** @param {number} seconds */
  function minutes(seconds) { return Math.floor(seconds / 60) + " 分 " + (seconds % 60) + " 秒"; }

  /** @param {any} page */
  function start(page) {
    var data = page.data.mock, byId = {}, timer = 0;
    data.questions.forEach(function (q) { byId[q.id] = q; });

    /** The paper that was not handed in; questions that the site no longer has, or has changed, are named and left. */
    function kept() {
      var paper = store.get("quiz-mock");
      if (!paper || paper.v !== 1 || !Array.isArray(paper.questions)) return null;
      var before = paper.questions.length;
      paper.questions = paper.questions.filter(function (row) { return byId[row[0]] && byId[row[0]].rev === row[1]; });
      paper.lost = (paper.lost || 0) + before - paper.questions.length;
      paper.at = Math.min(paper.at, Math.max(paper.questions.length - 1, 0));
      return paper.questions.length ? paper : null;
    }
    function keep(paper) { store.put("quiz-mock", paper); }
    /** @param {any} paper @returns {any[]} its questions with what each is worth there */
    function of(paper) { return paper.questions.map(function (row) { return Object.assign({}, byId[row[0]], { score: row[2] }); }); }
    function left(paper) { return paper.questions.filter(function (row) { return !paper.given[row[0]]; }); }

    /* ---- before ---- */

    function choose(focus) {
      var host = page.clear(true), paper = kept(), history = store.get("quiz-exams") || [];
      page.onkey = null;
      window.clearInterval(timer);
      if (paper) {
        var go = button("tl-button", "接着做", ""), drop = button("tl-link", "不要这张了", "");
        go.addEventListener("click", function () { sit(paper); });
        page.sure(drop, "再按一次，丢掉这张卷子", function () { keep(null); choose(true); page.say("已丢掉"); });
        host.appendChild(make("div", { "class": "tl-notice" }, [
          make("p", {}, ["有一张没有交的卷子：共 " + paper.questions.length + " 题，已答 " + (paper.questions.length - left(paper).length) + " 题，用时 " + minutes(Math.round(paper.spent)) + "。" + (paper.lost ? "题库更新，有 " + paper.lost + " 题不再使用，已从卷中去掉。" : "")]),
          make("p", { "class": "tl-buttons" }, [go, drop])]));
      }
      var who = radios("适合谁的题", "tl-mock-who", [["", "全部"], ["干部", "干部"], ["群众", "群众"]], "");
      var time = radios("时间", "tl-mock-time", MINUTES.map(function (one) { return [String(one), one ? one + " 分钟" : "不限"]; }), "60");
      var begin = button("tl-button", paper ? "另起一张" : "开始考试", ""), plan = make("p", { "class": "tl-q-note", role: "status" });
      function seen() {
        var found = {};
        history.forEach(function (one) { (one.ids || []).forEach(function (id) { found[id] = (found[id] || 0) + 1; }); });
        return found;
      }
      function told() {
        var counts = {}, full = 0, all = drawing.draw(data.questions, value(who), 1, {});
        all.forEach(function (q) { counts[q.type] = (counts[q.type] || 0) + 1; full += q.score; });
        plan.textContent = "共 " + all.length + " 题，" + full + " 分：" + drawing.PLAN.filter(function (row) { return counts[row[0]]; }).map(function (row) { return logic.NAMES[row[0]] + " " + counts[row[0]] + " 题，每题 " + row[2] + " 分"; }).join("；") + "。";
      }
      begin.addEventListener("click", function () {
        if (paper && !begin.hasAttribute("data-sure")) { begin.setAttribute("data-sure", ""); begin.textContent = "再按一次，换一张新的"; return; }
        var seed = Math.floor(Math.random() * 4294967295), all = drawing.draw(data.questions, value(who), seed, seen());
        var fresh = { v: 1, statute: data.statute, seed: seed, questions: all.map(function (q) { return [q.id, q.rev, q.score]; }), given: {}, flags: {}, seconds: {}, at: 0,
          spent: 0, limit: Number(value(time)) * 60, started: store.seconds() };
        keep(fresh);
        sit(fresh);
      });
      who.addEventListener("change", told);
      told();
      host.appendChild(make("h2", { id: "new-paper", tabindex: "-1" }, ["出一张卷子"]));
      [who, time, plan, make("p", { "class": "tl-buttons" }, [begin])].forEach(function (one) { host.appendChild(one); });
      host.appendChild(make("p", { "class": "tl-q-note" }, ["考试用的题与练习题不重复。每答一题都会保存，关掉网页再打开，卷子还在；时钟只在网页打开时走。简答题不能自动判分，不在模拟考试里。"]));
      if (history.length) past(host, history);
      if (focus) { /** @type {any} */ (host.querySelector("#new-paper")).focus({ preventScroll: true }); page.top(); }
    }

    function past(host, history) {
      host.appendChild(make("h2", { id: "past" }, ["考过的"]));
      host.appendChild(make("ul", {}, history.slice().reverse().map(function (one) {
        return make("li", {}, [results.stamp(one.finished) + "　" + results.number(one.score) + " 分（满分 " + results.number(one.full) + "），用时 " + minutes(one.spent)]);
      })));
    }

    function radios(legend, name, rows, chosen) {
      var set = make("fieldset", { "class": "tl-choices" }, [make("legend", {}, [legend])]);
      rows.forEach(function (row) {
        var input = make("input", { type: "radio", name: name, value: row[0] });
        input.checked = row[0] === chosen;
        set.appendChild(make("label", {}, [input, make("span", {}, [row[1]])]));
      });
      return set;
    }
    function value(set) { var on = set.querySelector("input:checked"); return on ? on.value : ""; }

    /* ---- sitting it ---- */

    /** @param {any} paper */
    function sit(paper) {
      var host = page.clear(), all = of(paper), since = Date.now(), last = Date.now(), warned = false, away = false;
      var clock = make("span", { "class": "tl-clock" }), hide = button("tl-link", "", ""), place = make("div", {});
      var grid = make("ol", { "class": "tl-grid" }), card = make("details", { "class": "tl-card" }, [make("summary", {}, ["答题卡"]), grid]);
      var previous = button("tl-button tl-quiet", "上一题", ""), next = button("tl-button", "下一题", ""), flag = button("tl-button tl-quiet", "", ""), hand = button("tl-link", "交卷", "");
      var hidden = Boolean(store.get("quiz-clock"));

      function spend() { // a longer gap is a machine that slept
        var now = Date.now(), gone = (now - last) / 1000;
        last = now;
        if (!away && gone <= 4 * TICK) paper.spent += gone;
      }
      function tell() {
        var rest = Math.max(0, Math.round(paper.limit - paper.spent));
        clock.textContent = paper.limit ? "还有 " + Math.ceil(rest / 60) + " 分钟" : "已用 " + Math.floor(paper.spent / 60) + " 分钟";
        clock.hidden = hidden;
        hide.textContent = hidden ? "显示时钟" : "隐藏时钟";
        if (paper.limit && rest <= WARN && rest > 0 && !warned) { warned = true; page.say("还有 " + Math.ceil(rest / 60) + " 分钟"); }
        if (paper.limit && rest <= 0) { done("时间到，已经交卷"); }
      }
      function tick() { spend(); keep(paper); tell(); }
      function seenOrNot() { spend(); away = document.hidden; keep(paper); }
      function gone() { spend(); away = true; keep(paper); }
      function stop() {
        window.clearInterval(timer);
        document.removeEventListener("visibilitychange", seenOrNot);
        window.removeEventListener("pagehide", gone);
      }
      window.clearInterval(timer);
      timer = window.setInterval(tick, TICK * 1000);
      document.addEventListener("visibilitychange", seenOrNot);
      window.addEventListener("pagehide", gone);

      /** @param {number} at */
      function label(at) {
        var id = all[at].id;
        return "第 " + (at + 1) + " 题，" + (paper.given[id] ? "已答" : "未答") + (paper.flags[id] ? "，已标记" : "");
      }
      function cell(at) {
        var one = /** @type {any} */ (grid.children[at].firstChild), id = all[at].id;
        one.textContent = (at + 1) + (paper.flags[id] ? "⚑" : "");
        one.setAttribute("aria-label", label(at));
        one.setAttribute("data-is", paper.given[id] ? "given" : "open");
        if (at === paper.at) one.setAttribute("aria-current", "true"); else one.removeAttribute("aria-current");
      }
      all.forEach(function (_, at) {
        var one = button("tl-cell", "", "");
        one.addEventListener("click", function () { turn(at); });
        grid.appendChild(make("li", {}, [one]));
      });

      /** @param {number} at */
      function turn(at) {
        var now = Date.now(), old = paper.at;
        paper.seconds[all[old].id] = (paper.seconds[all[old].id] || 0) + Math.round((now - since) / 1000);
        since = now;
        paper.at = at;
        keep(paper);
        cell(old);
        question(true);
      }
      function question(focus) {
        var at = paper.at, own = all[at];
        var view = ask.show(own, { names: data.names, seed: logic.seedOf(own.id) ^ paper.seed, judged: false, given: paper.given[own.id] || "", say: page.say,
          note: "每题 " + results.number(own.score) + " 分", answered: function () {}, changed: function (given) {
            if (given) paper.given[own.id] = given; else delete paper.given[own.id];
            keep(paper);
            cell(at);
            summary();
          } });
        while (place.firstChild) place.removeChild(place.firstChild);
        place.appendChild(view.node);
        previous.disabled = at === 0;
        next.disabled = at + 1 === all.length;
        flagged();
        cell(at);
        summary();
        var typed = false; // the option chosen by its number has the focus: Enter goes on, it doesn't take the choice back
        page.onkey = function (event) {
          if (view.key(event)) return (typed = true);
          var busy = typed ? /^(A|TEXTAREA|SELECT|SUMMARY)$/ : /^(BUTTON|A|TEXTAREA|SELECT|SUMMARY)$/;
          if (event.key === "Tab") typed = false;
          if (event.key !== "Enter" || busy.test(event.target.tagName) || next.disabled) return false;
          turn(paper.at + 1);
          return true;
        };
        if (focus) { view.stem.focus({ preventScroll: true }); page.top(); }
      }
      function flagged() {
        var on = Boolean(paper.flags[all[paper.at].id]);
        flag.setAttribute("aria-pressed", String(on));
        flag.textContent = on ? "⚑ 已标记" : "标记";
      }
      function summary() {
        var open = left(paper).length;
        progress.textContent = "第 " + (paper.at + 1) + " 题，共 " + all.length + " 题　" + (open ? "未答 " + open : "全部已答");
        line.style.width = (100 * (all.length - open) / all.length).toFixed(1) + "%";
      }
      previous.addEventListener("click", function () { turn(paper.at - 1); });
      next.addEventListener("click", function () { turn(paper.at + 1); });
      flag.addEventListener("click", function () {
        var id = all[paper.at].id;
        if (paper.flags[id]) delete paper.flags[id]; else paper.flags[id] = 1;
        keep(paper);
        flagged();
        cell(paper.at);
      });
      hide.addEventListener("click", function () { hidden = !hidden; store.put("quiz-clock", hidden ? 1 : null); tell(); });
      hand.addEventListener("click", function () { confirm(); });

      var asked = make("div", { "class": "tl-notice tl-confirm", tabindex: "-1", role: "group", "aria-label": "交卷", hidden: "" });
      function confirm() {
        while (asked.firstChild) asked.removeChild(asked.firstChild);
        var open = [], marked = [];
        all.forEach(function (q, at) { if (!paper.given[q.id]) open.push(at + 1); if (paper.flags[q.id]) marked.push(at + 1); });
        asked.appendChild(make("p", {}, [open.length ? "还有 " + open.length + " 题没有答：第 " + open.join("、") + " 题。" : "全部答完了。"]));
        if (marked.length) asked.appendChild(make("p", {}, ["标记了 " + marked.length + " 题：第 " + marked.join("、") + " 题。"]));
        var yes = button("tl-button", open.length ? "不答了，交卷" : "交卷", ""), back = button("tl-button tl-quiet", open.length ? "回去答第 " + open[0] + " 题" : "再看看", "");
        yes.addEventListener("click", function () { done(""); });
        back.addEventListener("click", function () { asked.hidden = true; if (open.length) turn(open[0] - 1); else hand.focus(); });
        asked.appendChild(make("p", { "class": "tl-buttons" }, [back, yes]));
        asked.hidden = false;
        asked.focus({ preventScroll: true });
        page.top();
      }

      /** @param {string} words */
      function done(words) {
        spend();
        stop();
        paper.seconds[all[paper.at].id] = (paper.seconds[all[paper.at].id] || 0) + Math.round((Date.now() - since) / 1000);
        finish(paper, all, words);
      }

      var progress = make("p", { "class": "tl-q-progress" }), line = make("span", {});
      host.appendChild(make("p", { "class": "tl-q-scope" }, [clock, hide, hand]));
      host.appendChild(make("div", { "class": "tl-q-line", "aria-hidden": "true" }, [line]));
      [progress, asked, place, make("p", { "class": "tl-q-bar" }, [previous, flag, next]), make("p", { "class": "tl-q-note tl-q-keys" }, ["键盘：数字 1、2、3… 选择，回车到下一题。"]), card].forEach(function (one) { host.appendChild(one); });
      all.forEach(function (_, at) { cell(at); });
      question(true);
      tell();
    }

    /* ---- after ---- */

    /** @param {any} paper @param {any[]} all @param {string} words */
    function finish(paper, all, words) {
      var record = store.record(data.statute), day = store.today(), finished = store.seconds();
      var rows = all.map(function (q) {
        var given = paper.given[q.id] || "", marked = logic.mark(q, given, data.names);
        if (given) record = Object.assign({}, record, logic.answered(record, q, given, marked.right, day));
        return { question: q, given: given, points: marked.points, seconds: paper.seconds[q.id] || 0, right: marked.right };
      });
      var about = { site: data.site, statute: data.statute, mode: "mock", title: "《" + data.title + "》模拟考试", started: paper.started, finished: finished };
      var one = results.result(about, rows), history = store.get("quiz-exams") || [];
      store.save(record);
      store.put("quiz-exams", history.concat({ finished: finished, score: one.score, full: one.full, spent: Math.round(paper.spent), ids: all.map(function (q) { return q.id; }) }).slice(-20));
      keep(null);
      page.onkey = null;
      var host = page.clear(), right = rows.filter(function (row) { return row.right; }).length;
      var heading = make("h2", { id: "result", tabindex: "-1" }, ["得分 " + results.number(one.score) + "，满分 " + results.number(one.full)]);
      host.appendChild(heading);
      host.appendChild(make("p", {}, [(words ? words + "。" : "") + "共 " + rows.length + " 题，答对 " + right + " 题，没有作答 " + rows.filter(function (row) { return !row.given; }).length + " 题，用时 " + minutes(Math.round(paper.spent)) + "。"]));
      host.appendChild(page.table("按章", ["范围", "题数", "答对"], page.byChapter(rows)));
      host.appendChild(page.table("按题型", ["题型", "题数", "答对"], Object.keys(logic.NAMES).map(function (type) {
        var own = rows.filter(function (row) { return row.question.type === type; });
        return [logic.NAMES[type], own.length, own.filter(function (row) { return row.right; }).length];
      }).filter(function (row) { return row[1]; })));
      host.appendChild(handIn.block(about, rows, page.byChapter(rows)));
      host.appendChild(make("h2", { id: "review" }, ["逐题看"]));
      host.appendChild(make("div", {}, rows.map(function (row, at) {
        var box = make("details", { "class": "tl-quiz-key" }, [make("summary", {}, [(row.right ? "✓ " : row.points ? "△ " : "✗ ") + "第 " + (at + 1) + " 题　" + results.number(row.points) + " 分"])]);
        box.open = !row.right;
        [make("p", {}, [make("strong", {}, [row.question.stem])]), make("p", {}, ["您的回答：" + logic.givenWords(row.question, row.given)])].concat(ask.explained(row.question, row.given)).forEach(function (each) { box.appendChild(each); });
        return box;
      })));
      var again = button("tl-button", "再考一次", "");
      again.addEventListener("click", function () { choose(true); });
      host.appendChild(make("p", { "class": "tl-buttons" }, [again]));
      heading.focus({ preventScroll: true });
      page.top();
    }

    choose(false);
  }

  /** @type {any} */ (window).tiaoliQuizMock = start;
})();
