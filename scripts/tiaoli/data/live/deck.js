/* 条理: slides of a contest. Keys: arrows page, space shows the answer, T the clock, 1-9 a team, + and - its marks, U takes
   back, S the scores. All state is a list of events, so that every mark can be taken back; kept in the browser where it lets us. */
(function () {
  "use strict";

  var data = TIAOLI_LIVE, deck = document.getElementById("deck");
  /** One slide each: cover, the rules of a round, a board to choose from, a question, the end. */
  var slides = [{ kind: "cover" }];
  data.rounds.forEach(function (round, at) {
    slides.push({ kind: "rules", round: at });
    var board = round.kind === "风险" || round.kind === "备用";
    if (board) slides.push({ kind: "board", round: at });
    round.questions.forEach(function (question, i) { slides.push({ kind: "question", round: at, question: i, board: board }); });
  });
  slides.push({ kind: "end" });

  var fresh = { at: 0, events: [], used: {} }, state = kept() || fresh;
  var told = false, team = -1, left = 0, running = 0, over = "", said = "";

  /** @returns {any} */
  function kept() {
    try {
      var found = JSON.parse(localStorage.getItem(data.key) || "null");
      return found && Array.isArray(found.events) && found.used && slides[found.at] ? found : null;
    } catch (error) { return null; }
  }

  function keep() {
    try { localStorage.setItem(data.key, JSON.stringify(state)); } catch (error) { /* kept in memory only */ }
  }

  /** @param {string} tag @param {any} attributes @param {any[]} [inner] */
  function make(tag, attributes, inner) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      if (name === "onclick") made.addEventListener("click", attributes[name]);
      else if (attributes[name] !== null) made.setAttribute(name, attributes[name]);
    });
    (inner || []).forEach(function (child) { if (child !== null) made.appendChild(typeof child === "string" ? document.createTextNode(child) : child); });
    return made;
  }

  function slide() { return slides[state.at]; }
  function round() { return data.rounds[slide().round]; }
  function question() { return slide().kind === "question" ? round().questions[slide().question] : null; }
  function score(at) { return state.events.reduce(function (sum, event) { return sum + (event[0] === at ? event[1] : 0); }, data.start); }

  function go(to) {
    if (to < 0 || to >= slides.length) return;
    state.at = to;
    told = false;
    stop();
    said = "";
    var own = question();
    left = own ? own.seconds : 0;
    team = own && own.team >= 0 ? own.team : -1;
    if (own && slide().board) state.used[own.number] = 1;
    keep();
    draw();
  }

  /** Forward; out of a question that was chosen on a board, back to the board. */
  function forward() {
    var here = slide();
    if (here.kind === "question" && here.board) return go(boardOf(here.round));
    if (here.kind === "board") {
      var at = state.at;
      while (slides[at] && slides[at].round === here.round) at += 1;
      return go(at);
    }
    go(state.at + 1);
  }

  function back() {
    var here = slide();
    if (here.kind === "question" && here.board) return go(boardOf(here.round));
    if (here.kind === "end" || here.kind === "rules") {
      var before = slides[state.at - 1];
      if (before && before.board) return go(boardOf(before.round));
    }
    go(state.at - 1);
  }

  function boardOf(at) {
    return slides.findIndex(function (one) { return one.kind === "board" && one.round === at; });
  }

  function spare() {
    var at = data.rounds.findIndex(function (one) { return one.kind === "备用"; });
    if (at < 0) return say("没有备用题。");
    if (slide().round === at && state.from !== undefined) return go(state.from); // back to where the contest stood
    state.from = state.at;
    go(boardOf(at));
  }

  function say(words) { said = words; draw(); }

  function stop() { if (running) clearInterval(running); running = 0; }

  function clock() {
    if (!question()) return;
    if (running) { stop(); return draw(); }
    if (left <= 0) left = question().seconds;
    running = setInterval(function () {
      left -= 1;
      if (left <= 0) { stop(); beep(); }
      tick();
    }, 1000);
    draw();
  }

  function reset() { if (question()) { stop(); left = question().seconds; draw(); } }

  function beep() {
    try {
      var sound = new (window.AudioContext || window.webkitAudioContext)(), tone = sound.createOscillator();
      tone.frequency.value = 660;
      tone.connect(sound.destination);
      tone.start();
      tone.stop(sound.currentTime + 0.5);
    } catch (error) { /* a hall without sound still sees 时间到 */ }
  }

  function reveal() { if (question()) { told = !told; if (told) stop(); draw(); } }

  function choose(at) { if (at < data.teams.length) { team = team === at ? -1 : at; said = ""; draw(); } }

  /** @param {number} points */
  function mark(points, name) {
    if (team < 0) return say("先按数字键选一个队。");
    var own = question();
    state.events.push([team, points, own ? own.number : 0, slide().round === undefined ? -1 : slide().round]);
    keep();
    say(data.teams[team] + " " + (points >= 0 ? "加 " : "扣 ") + Math.abs(points) + " 分" + (name ? "（" + name + "）" : "") + "，按 U 撤销。");
  }

  function right() { var own = question(); if (own) mark(own.points, "答对"); else say("翻到题目再记分；要单独加减分，用 [ 和 ]。"); }
  function wrong() { var own = question(); if (own) mark(own.minus ? -own.minus : 0, "答错"); else say("翻到题目再记分；要单独加减分，用 [ 和 ]。"); }

  function undo() {
    var last = state.events.pop();
    if (!last) return say("没有可以撤销的记分。");
    keep();
    say("已撤销：" + data.teams[last[0]] + " " + (last[1] >= 0 ? "加 " : "扣 ") + Math.abs(last[1]) + " 分。");
  }

  function full() {
    var whole = document.documentElement;
    if (document.fullscreenElement) document.exitFullscreen();
    else if (whole.requestFullscreen) whole.requestFullscreen().catch(function () { say("浏览器不让全屏，请按 F11。"); });
  }

  function again() {
    if (over === "again") { state = { at: 0, events: [], used: {} }; over = ""; keep(); go(0); } else { over = "again"; draw(); }
  }

  function open(name) { over = over === name ? "" : name; draw(); }

  /** The slide itself. */
  function body() {
    var here = slide();
    if (here.kind === "cover") return make("section", { "class": "slide middle cover" }, [make("h1", {}, [data.title]), make("p", {}, [data.organiser]), make("p", {}, [data.teams.join("　")])]);
    if (here.kind === "end") return make("section", { "class": "slide middle cover" }, [make("h1", {}, ["比赛结束"]), scores()]);
    if (here.kind === "rules") return make("section", { "class": "slide middle cover" }, [make("h1", {}, [round().name]), make("p", { "class": "rule" }, [round().rule])]);
    if (here.kind === "board") return board();
    return asked();
  }

  function board() {
    var rows = {}, order = [];
    round().questions.forEach(function (own, i) {
      if (!rows[own.points]) { rows[own.points] = []; order.push(own.points); }
      var at = slides.findIndex(function (one) { return one.kind === "question" && one.round === slide().round && one.question === i; });
      var used = state.used[own.number];
      rows[own.points].push(make("button", { type: "button", "class": used ? "used" : null, "aria-label": own.points + " 分，第 " + own.number + " 题" + (used ? "，已用" : ""), onclick: function () { go(at); } }, [String(own.number)]));
    });
    return make("section", { "class": "slide" }, [make("div", { "class": "board" }, order.map(function (points) {
      return make("div", { "class": "row" }, [make("b", {}, [points + " 分"])].concat(rows[points]));
    }))]);
  }

  function asked() {
    var own = question();
    var options = own.options.map(function (option) {
      return make("li", { "class": told && option[2] ? "right" : null }, [make("b", {}, [option[0] + "."]), make("span", {}, [option[1]])]);
    });
    var answer = told ? make("div", { "class": "answer", "aria-live": "polite" }, [
      make("p", { "class": "key" }, ["答案：" + own.key, make("small", {}, [own.where])]), make("p", { "class": "why" }, [own.why])
    ]) : null;
    return make("section", { "class": "slide" + (told ? " told" : "") }, [
      make("div", { "class": "ask" }, [make("p", { "class": "stem" }, [own.number + ". " + own.stem]), options.length ? make("ul", { "class": "options" }, options) : null]), answer
    ]);
  }

  function top() {
    var own = question(), here = slide();
    var who = own && own.team >= 0 ? data.teams[own.team] + " 作答" : own ? own.type + "　" + own.points + " 分" : "";
    var type = own && own.team >= 0 ? "（" + own.type + "，" + own.points + " 分）" : "";
    return make("header", { "class": "top" }, [
      make("span", { "class": "round" }, [here.round === undefined ? data.title : round().name]), make("span", { "class": "who" }, [who + type]),
      make("span", { "class": "clock", id: "clock", role: "timer" }, [""])
    ]);
  }

  function tick() {
    var shown = document.getElementById("clock"), own = question();
    if (!shown) return;
    shown.textContent = own ? (left <= 0 ? "时间到" : String(left)) : "";
    shown.className = "clock" + (own && left <= 0 ? " over" : own && left <= 5 ? " late" : "");
  }

  function bar() {
    return make("div", { "class": "bar", role: "group", "aria-label": "各队得分" }, data.teams.map(function (name, at) {
      return make("button", { type: "button", "aria-pressed": String(at === team), title: name + "（按 " + ((at + 1) % 10) + "）", onclick: function () { choose(at); } }, [
        make("span", {}, [(at + 1) % 10 + " " + name]), make("b", {}, [String(score(at))])
      ]);
    }));
  }

  function keys() {
    var all = [["← 上一页", back], ["下一页 →", forward], ["答案（空格）", reveal], [running ? "暂停（T）" : "计时（T）", clock], ["答对（+）", right], ["答错（-）", wrong],
      ["撤销（U）", undo], ["计分表（S）", function () { open("scores"); }], ["帮助（H）", function () { open("help"); }]];
    return make("div", { "class": "keys" }, all.map(function (one) {
      return make("button", { type: "button", onclick: one[1] }, [one[0]]);
    }).concat(make("span", { "class": "said", role: "status" }, [said])));
  }

  /** One row a round, one column a team; marks given outside a round stand in a row of their own. */
  function scores() {
    function sum(at, where) { return state.events.reduce(function (all, event) { return all + (event[0] === at && event[3] === where ? event[1] : 0); }, 0); }
    function row(name, of) { return make("tr", {}, [make("td", {}, [name])].concat(data.teams.map(function (_, at) { return make("td", {}, [String(of(at))]); }))); }
    var rows = [row("基础分", function () { return data.start; })].concat(data.rounds.map(function (one, where) { return row(one.name, function (at) { return sum(at, where); }); }));
    if (state.events.some(function (event) { return event[3] < 0; })) rows.push(row("另外加减", function (at) { return sum(at, -1); }));
    rows.push(row("总分", score));
    return make("table", {}, [make("thead", {}, [make("tr", {}, [make("th", {}, ["轮次"])].concat(data.teams.map(function (name) { return make("th", { scope: "col" }, [name]); })))]), make("tbody", {}, rows)]);
  }

  var HELP = [["→ ← 翻页键", "下一页、上一页"], ["空格", "显示或收起答案"], ["T", "开始或暂停倒计时；R 重新计时"], ["1—9、0", "选一个队（必答题自动选好）"], ["+ 或 ↑", "这个队答对，加分"],
    ["- 或 ↓", "这个队答错，扣分"], ["[ 和 ]", "这个队减 1 分、加 1 分"], ["U", "撤销上一次记分，可以一直撤销"], ["S", "计分表"], ["B", "备用题；再按一次回到原来的地方"], ["F", "全屏"], ["Esc", "收起这一层"]];

  function above() {
    if (!over) return null;
    var inner = over === "scores" ? [make("h2", {}, ["计分表"]), scores()] : [make("h2", {}, ["按键"]), make("dl", {}, HELP.reduce(function (all, row) {
      return all.concat(make("dt", {}, [row[0]]), make("dd", {}, [row[1]]));
    }, [])), make("p", {}, [make("button", { type: "button", onclick: again }, [over === "again" ? "再按一次：清除全部记分，从头开始" : "从头开始"])])];
    return make("div", { "class": "over-all", role: "dialog", "aria-label": over === "scores" ? "计分表" : "按键" }, inner.concat(make("p", {}, [make("button", { type: "button", onclick: function () { open(over); } }, ["返回（Esc）"])])));
  }

  function draw() {
    while (deck.firstChild) deck.removeChild(deck.firstChild);
    [top(), body(), bar(), keys(), above()].forEach(function (part) { if (part) deck.appendChild(part); });
    tick();
    fit();
  }

  /** The largest type at which the question fits its place, from 6.4 % of the screen's height down to 3 %. */
  function fit() {
    var place = deck.querySelector(".ask");
    if (!place) return;
    for (var size = 6.4; size >= 3; size -= 0.2) {
      place.style.fontSize = size + "vh";
      if (place.scrollHeight <= place.clientHeight + 1) return;
    }
    place.style.overflow = "auto";
  }

  var KEYS = { ArrowRight: forward, PageDown: forward, ArrowLeft: back, PageUp: back, " ": reveal, t: clock, r: reset, "+": right, "=": right, ArrowUp: right, "-": wrong, ArrowDown: wrong,
    u: undo, b: spare, f: full, s: function () { open("scores"); }, h: function () { open("help"); }, "?": function () { open("help"); },
    "[": function () { mark(-1, ""); }, "]": function () { mark(1, ""); }, Escape: function () { over = ""; draw(); } };

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (/^[0-9]$/.test(key)) { event.preventDefault(); return choose((Number(key) + 9) % 10); }
    if (!KEYS[key]) return;
    event.preventDefault();
    if (over && key !== "Escape" && key !== "s" && key !== "h" && key !== "?") { over = ""; }
    KEYS[key]();
  });
  window.addEventListener("resize", fit);
  left = question() ? question().seconds : 0;
  draw();
})();
