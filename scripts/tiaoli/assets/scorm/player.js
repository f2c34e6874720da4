/* 条理: questions of a package, one at a time. An answer counts once; score, completion and place go to the LMS. */
(function () {
  "use strict";

  /** @type {any} */
  var all = /** @type {any} */ (window);
  var quiz = all.tiaoliQuiz, lms = all.tiaoliLms, canon = all.tiaoliQuizCanon;
  /** @type {Array<any>} */
  var questions = quiz.questions;
  var LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  /** Codes of the answers given, "" for none. @type {string[]} */
  var given = questions.map(function () { return ""; });
  var at = 0, over = false, sure = false, since = Date.now(), resumed = false, changed = false;

  /** @param {string} id @returns {any} */
  function by(id) { return document.getElementById(id); }

  /** An element with text in it. @param {string} tag @param {string} [className] @param {string} [text] @returns {any} */
  function el(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /* ---- what is kept: version, digest, place, and a code of fixed width for each question (- where none is given) ---- */

  /** @param {any} q */
  function width(q) { return q.type === "single" || q.type === "multi" ? Math.ceil(q.options.length / 5) : q.type === "judge" ? 1 : q.type === "blank" ? q.answers.length : q.options.length; }

  /** @param {string} text @param {number} length @param {string} filler */
  function padded(text, length, filler) { while (text.length < length) text = filler + text; return text; }

  function packed() {
    var codes = questions.map(function (q, i) { return given[i] || padded("", width(q), "-"); });
    return "1" + quiz.digest + padded(at.toString(36), 3, "0") + (over ? "1" : "0") + codes.join("");
  }

  /** @param {string} text */
  function unpack(text) {
    if (!text) return;
    if (text.slice(0, 9) !== "1" + quiz.digest) { changed = true; return; }
    var from = 13;
    questions.forEach(function (q, i) {
      var code = text.slice(from, from + width(q));
      from += width(q);
      given[i] = code.charAt(0) === "-" ? "" : code;
    });
    at = Math.min(parseInt(text.slice(9, 12), 36) || 0, questions.length - 1);
    over = text.charAt(12) === "1";
    resumed = given.some(Boolean);
  }

  /* ---- answers ---- */

  /** Positions chosen, of a choice's code. @param {any} q @param {string} code @returns {number[]} */
  function chosen(q, code) {
    var bits = parseInt(code, 32), out = [];
    for (var i = 0; i < q.options.length; i += 1) if (Math.floor(bits / Math.pow(2, i)) % 2) out.push(i);
    return out;
  }

  /** Share of the score, from 0 to 1. @param {any} q @param {string} code */
  function share(q, code) {
    if (!code) return 0;
    if (q.type === "judge") return (code === "T") === q.answer ? 1 : 0;
    if (q.type === "blank") {
      var right = code.split("1").length - 1;
      return q.partial === "each" ? right / q.answers.length : right === q.answers.length ? 1 : 0;
    }
    if (q.type === "order") return q.shown.every(function (/** @type {number} */ _, /** @type {number} */ i) { return parseInt(code.charAt(i), 36) === i; }) ? 1 : 0;
    var picked = chosen(q, code), key = q.key;
    if (picked.some(function (i) { return key.indexOf(i) < 0; })) return 0;
    if (picked.length === key.length) return 1;
    return q.partial === "half" ? 0.5 : q.partial === "each" ? picked.length / key.length : 0;
  }

  function percent() {
    var full = 0, own = 0;
    questions.forEach(function (q, i) { full += q.score; own += q.score * share(q, given[i]); });
    return full ? own / full * 100 : 0;
  }

  function done() { return given.filter(Boolean).length; }

  /** Whether the question shown can no longer be answered: it was, or the learner has ended. */
  function locked() { return over || Boolean(given[at]); }

  /** Whether it is all over: ended, or nothing left. */
  function ended() { return over || done() === questions.length; }

  function report() {
    var full = ended();
    lms.keep(packed(), at);
    lms.score(percent(), done() / questions.length, full);
    lms.save();
    state();
  }

  /* ---- the page ---- */

  function state() {
    var words = "已答 " + done() + " / " + questions.length + " 题";
    if (!lms.found()) words += "；没有找到学习平台，成绩不会上报";
    else if (lms.failed()) words += "；学习平台没有保存成功，请不要关闭页面，稍后再答一题或按“结束答题”重试";
    else if (changed) words += "；题目更新过，请从头作答";
    else if (resumed) words += "；已回到上次的位置";
    by("state").textContent = words;
    var jump = by("jump");
    for (var i = 0; i < questions.length; i += 1) {
      var part = share(questions[i], given[i]);
      jump.options[i].textContent = "第 " + (i + 1) + " 题（" + (!given[i] ? "未答" : part === 1 ? "对" : part ? "部分对" : "错") + "）";
    }
    jump.value = String(at);
    by("back").disabled = at === 0;
    by("next").disabled = at === questions.length - 1;
  }

  /** @param {any} q @param {any} box */
  function choices(q, box) {
    var code = given[at], picked = code ? chosen(q, code) : [];
    q.options.forEach(function (/** @type {string} */ text, /** @type {number} */ i) {
      var label = el("label", "option"), input = el("input");
      input.type = q.type === "multi" ? "checkbox" : "radio";
      input.name = "answer";
      input.value = String(i);
      input.disabled = locked();
      input.checked = picked.indexOf(i) >= 0;
      label.append(input, el("b", "", LETTERS.charAt(i) + "."), el("span", "", text));
      if (locked()) marked(label, q.key.indexOf(i) >= 0, input.checked);
      box.append(label);
    });
  }

  /** Right and wrong in words and line, not in colour alone. @param {any} label @param {boolean} right @param {boolean} picked */
  function marked(label, right, picked) {
    if (right) { label.classList.add("right"); label.append(el("span", "mark", picked ? "✓ 选对" : "✓ 应选")); }
    else if (picked) { label.classList.add("wrong"); label.append(el("span", "mark", "✗ 选错")); }
  }

  /** @param {any} q @param {any} box */
  function judgement(q, box) {
    [["T", "对"], ["F", "错"]].forEach(function (pair) {
      var label = el("label", "option"), input = el("input");
      input.type = "radio";
      input.name = "answer";
      input.value = pair[0];
      input.disabled = locked();
      input.checked = given[at] === pair[0];
      label.append(input, el("span", "", pair[1]));
      if (locked()) marked(label, (pair[0] === "T") === q.answer, input.checked);
      box.append(label);
    });
  }

  /** @param {any} q @param {any} box */
  function blanks(q, box) {
    q.answers.forEach(function (/** @type {string[]} */ ways, /** @type {number} */ i) {
      var label = el("label", "blank", q.answers.length > 1 ? "第 " + (i + 1) + " 空" : "填在这里");
      if (locked()) {
        label = el("p", "", (q.answers.length > 1 ? "第 " + (i + 1) + " 空" : "") + (given[at].charAt(i) === "1" ? "填对：" : "没有填对，应填：") + ways.join(" 或 "));
      } else {
        var input = el("input");
        input.type = "text";
        input.autocomplete = "off";
        input.maxLength = 100;
        label.append(input);
      }
      box.append(label);
    });
  }

  /** @param {any} q @param {any} box */
  function sequence(q, box) {
    var list = el("ol", "order"), code = given[at];
    var places = code ? code.split("").map(function (c) { return parseInt(c, 36); }) : q.shown;
    places.forEach(function (/** @type {number} */ place) {
      var item = el("li"), text = q.options[place];
      item.dataset.place = String(place);
      item.append(el("span", "", text));
      if (!locked()) {
        [["上移", -1], ["下移", 1]].forEach(function (pair) {
          var button = el("button", "", String(pair[0]));
          button.type = "button";
          button.setAttribute("aria-label", pair[0] + "：" + text);
          button.addEventListener("click", function () {
            var other = pair[1] === -1 ? item.previousElementSibling : item.nextElementSibling;
            if (other) list.insertBefore(pair[1] === -1 ? item : other, pair[1] === -1 ? other : item);
            button.focus();
          });
          item.append(button);
        });
      }
      list.append(item);
    });
    box.append(list);
    if (locked() && share(q, code) < 1) box.append(el("p", "", "正确的顺序：" + q.options.join(" → ")));
  }

  var DRAW = { single: choices, multi: choices, judge: judgement, blank: blanks, order: sequence };

  function show() {
    var q = questions[at], main = by("main"), form = el("form"), box = el("fieldset"), legend = el("legend");
    legend.append(el("small", "", "第 " + (at + 1) + " 题　" + q.kind + (q.chapter ? "　" + q.chapter : "")), document.createTextNode(q.stem));
    box.append(legend);
    DRAW[q.type](q, box);
    form.append(box);
    if (locked()) form.append(said(q, given[at] ? share(q, given[at]) : -1));
    else {
      var button = el("button", "main", "提交本题");
      button.type = "submit";
      var hint = el("p", "hint");
      hint.setAttribute("role", "alert");
      form.append(hint, button);
      form.addEventListener("submit", function (event) { event.preventDefault(); take(q, box, hint); });
    }
    main.replaceChildren(form);
    sure = false;
    by("end").textContent = ended() ? "看成绩" : "结束答题";
    since = Date.now();
    state();
  }

  /** @param {any} q @param {number} part share of the score, -1 where nothing was answered */
  function said(q, part) {
    var box = el("div", "said" + (part === 1 ? "" : " no"));
    box.tabIndex = -1;
    box.append(el("p", "", part < 0 ? "没有作答。" : part === 1 ? "回答正确。" : part ? "部分正确。" : "回答不对。"));
    if (q.type === "single" || q.type === "multi") box.append(el("p", "", "答案：" + q.key.map(function (/** @type {number} */ i) { return LETTERS.charAt(i); }).join("")));
    if (q.explanation) box.append(el("p", "", q.explanation));
    (q.why || []).forEach(function (/** @type {string} */ words) { box.append(el("p", "", words)); });
    (q.basis || []).forEach(function (/** @type {string[]} */ pair) { box.append(el("blockquote", "", pair[0] + "：“" + pair[1] + "”")); });
    return box;
  }

  /** Take what was put in; say so where nothing was. @param {any} q @param {any} box @param {any} hint */
  function take(q, box, hint) {
    var inputs = Array.prototype.slice.call(box.querySelectorAll("input")), words = [], right = [], code = "";
    if (q.type === "blank") {
      words = inputs.map(function (input) { return input.value.trim(); });
      if (!words.some(Boolean)) { hint.textContent = "还没有填写。"; return; }
      code = words.map(function (word, i) { return canon.accepts(word, q.answers[i], q.after[i], quiz.names) ? "1" : "0"; }).join("");
      right = q.answers.map(function (/** @type {string[]} */ ways) { return ways[0]; });
    } else if (q.type === "order") {
      var places = Array.prototype.slice.call(box.querySelectorAll("li")).map(function (item) { return Number(item.dataset.place); });
      code = places.map(function (place) { return place.toString(36); }).join("");
      words = places.map(function (place) { return LETTERS.charAt(place).toLowerCase(); });
      right = q.options.map(function (/** @type {string} */ _, /** @type {number} */ i) { return LETTERS.charAt(i).toLowerCase(); });
    } else {
      var picked = inputs.filter(function (input) { return input.checked; });
      if (!picked.length) { hint.textContent = "还没有选择。"; return; }
      if (q.type === "judge") {
        code = picked[0].value;
        words = [code === "T" ? "true" : "false"];
        right = [q.answer ? "true" : "false"];
      } else {
        var bits = picked.reduce(function (sum, input) { return sum + Math.pow(2, Number(input.value)); }, 0);
        code = padded(bits.toString(32), width(q), "0");
        words = picked.map(function (input) { return LETTERS.charAt(Number(input.value)).toLowerCase(); });
        right = q.key.map(function (/** @type {number} */ i) { return LETTERS.charAt(i).toLowerCase(); });
      }
    }
    given[at] = code;
    lms.answered({ id: q.id, kind: q.lms, stem: q.stem, given: words, right: right, ok: share(q, code) === 1, weight: q.score, seconds: (Date.now() - since) / 1000 });
    report();
    show();
    var box2 = document.querySelector(".said");
    if (box2) /** @type {any} */ (box2).focus();
  }

  function result() {
    var main = by("main"), box = el("section"), mine = Math.round(percent() * 10) / 10, pass = lms.pass();
    box.append(el("h2", "", "成绩"), el("p", "score", mine + " 分"));
    var right = questions.filter(function (q, i) { return share(q, given[i]) === 1; }).length;
    box.append(el("p", "", "满分 100 分，答对 " + right + " 题，共 " + questions.length + " 题。" + (pass === null ? "" : percent() >= pass ? "已达到平台设定的及格线。" : "没有达到平台设定的及格线。")));
    if (lms.failed() || !lms.found()) box.append(el("p", "warn", lms.found() ? "学习平台没有保存成功，请不要关闭页面，再按一次“看成绩”。" : "没有找到学习平台，成绩没有上报。"));
    var wrong = questions.map(function (_, i) { return i; }).filter(function (i) { return share(questions[i], given[i]) < 1; });
    if (wrong.length) box.append(el("p", "", "可以再看没有全对的题："));
    var list = el("div", "buttons");
    wrong.slice(0, 200).forEach(function (i) {
      var button = el("button", "", "第 " + (i + 1) + " 题");
      button.type = "button";
      button.addEventListener("click", function () { go(i); });
      list.append(button);
    });
    box.append(list);
    main.replaceChildren(box);
    main.focus();
  }

  /** @param {number} to */
  function go(to) {
    at = Math.max(0, Math.min(questions.length - 1, to));
    lms.keep(packed(), at);
    show();
    by("main").focus();
    window.scrollTo(0, 0);
  }

  by("back").addEventListener("click", function () { go(at - 1); });
  by("next").addEventListener("click", function () { go(at + 1); });
  by("jump").addEventListener("change", function () { go(Number(by("jump").value)); });
  by("end").addEventListener("click", function () {
    var open = questions.length - done();
    if (open && !over && !sure) {
      sure = true;
      by("end").textContent = "还有 " + open + " 题没答，再按一次结束";
      return;
    }
    over = true;
    report();
    result();
  });
  window.addEventListener("pagehide", function () {
    lms.keep(packed(), at);
    lms.close(ended());
  });

  document.title = quiz.title;
  by("title").textContent = quiz.title;
  questions.forEach(function (_, i) {
    var option = el("option");
    option.value = String(i);
    by("jump").append(option);
  });
  unpack(lms.open(quiz.version));
  if (ended()) {
    result();
    by("end").textContent = "看成绩";
    state();
  } else show();
})();
