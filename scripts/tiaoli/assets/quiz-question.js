/* 条理: one question on the screen: to be answered, and with its key, reasons, evidence and provision. */
(function () {
  "use strict";

  var logic = /** @type {any} */ (window).tiaoliQuizLogic;
  var make = /** @type {any} */ (window).tiaoli.make, button = /** @type {any} */ (window).tiaoli.button;
  var count = 0;

  /** @param {any} question @returns {any[]} evidence as lines: a link to the provision and its words */
  function evidence(question) {
    return (question.evidence || []).map(function (one) {
      return make("p", { "class": "tl-q-evidence" }, ["依据：", one.link ? make("a", { href: one.link }, [one.name]) : one.name, make("q", {}, [one.quote])]);
    });
  }

  /**
   * Key, reason, why each wrong option is wrong, evidence.
   * @param {any} question @param {string} given @param {number[]} [order] positions as they were shown
   */
  function explained(question, given, order) {
    var rows = [make("p", { "class": "tl-q-key" }, [make("strong", {}, [question.type === "short" ? "参考答案：" : "正确答案："]), logic.keyWords(question)])];
    if (question.explanation) rows.push(make("p", {}, [question.explanation]));
    var wrong = (order || (question.options || []).map(function (_, at) { return at; })).filter(function (at) { return question.options[at].why; });
    wrong.sort(function (a, b) { return chosen(b) - chosen(a); });
    function chosen(at) { return given.indexOf(logic.LETTERS.charAt(at)) >= 0 ? 1 : 0; }
    if (wrong.length) rows.push(make("ul", { "class": "tl-q-why" }, wrong.map(function (at) {
      var named = order ? logic.LETTERS.charAt(order.indexOf(at)) + " 项" : "“" + question.options[at].text + "”";
      return make("li", {}, [make("strong", {}, [named + "不对："]), question.options[at].why]);
    })));
    return rows.concat(evidence(question));
  }

  /** @param {any} question @returns {string} 单选题 */
  function kind(question) { return logic.NAMES[question.type]; }

  /**
   * A question to be answered. `settings`: names; seed (how the options are shuffled); given (what was answered before);
   * judged (whether it is marked at once and then stays); changed(given); answered(given); say(words for a screen reader).
   * @returns {{node: HTMLElement, stem: HTMLElement, submit: (() => boolean) | null, key: (event: KeyboardEvent) => boolean}}
   */
  function show(question, settings) {
    count += 1;
    var name = "tl-q-" + count, order = logic.arranged(question, settings.seed), done = false;
    var stem = make("h2", { "class": "tl-q-stem", id: name, tabindex: "-1" }, [question.stem]);
    var field = make("div", { "class": "tl-q-field", role: "group", "aria-labelledby": name });
    var node = make("section", { "class": "tl-q", "aria-labelledby": name }, [
      make("p", { "class": "tl-q-kind" }, [kind(question) + (settings.note ? "　" + settings.note : "")]), stem, field]);
    var parts = { single: options, multi: options, judge: judge, blank: blank, short: short, order: sequence };
    var part = parts[question.type]();

    /** @param {string} given */
    function commit(given) {
      if (done || !given) return false;
      if (settings.judged) {
        done = true;
        node.setAttribute("data-done", "");
        if (part.lock) part.lock(given);
      }
      settings.answered(given);
      return true;
    }

    /** @param {string} letter @param {any[]} children */
    function choice(letter, children) {
      var made = button("tl-q-option", "", "");
      made.appendChild(make("span", { "class": "tl-q-letter" }, [letter]));
      made.appendChild(make("span", { "class": "tl-q-text" }, children));
      made.appendChild(make("span", { "class": "tl-q-mark" }));
      made.setAttribute("aria-pressed", "false");
      field.appendChild(made);
      return made;
    }

    /** @param {HTMLElement} option @param {boolean} right @param {boolean} mine */
    function marked(option, right, mine) {
      option.setAttribute("aria-disabled", "true");
      option.setAttribute("data-is", right ? "right" : mine ? "wrong" : "other");
      if (right || mine) /** @type {Element} */ (option.querySelector(".tl-q-mark")).textContent = right ? "✓ 正确" : "✗ 不对";
    }

    function options() {
      var multi = question.type === "multi", picked = {};
      var all = order.map(function (at, place) {
        var one = choice(logic.LETTERS.charAt(place), [question.options[at].text]);
        if (settings.given && settings.given.indexOf(logic.LETTERS.charAt(at)) >= 0) picked[at] = true;
        one.addEventListener("click", function () {
          if (done) return;
          if (multi) picked[at] = !picked[at]; else { picked = {}; picked[at] = true; }
          tell();
          if (!multi && settings.judged) commit(value()); else settings.changed(value());
        });
        return one;
      });
      function value() { return logic.letters(order.filter(function (at) { return picked[at]; })); }
      function tell() { all.forEach(function (one, place) { one.setAttribute("aria-pressed", String(Boolean(picked[order[place]]))); }); }
      tell();
      return {
        submit: multi && settings.judged ? function () { return commit(value()); } : null, keys: all,
        lock: function (given) {
          all.forEach(function (one, place) {
            var at = order[place];
            marked(one, Boolean(question.options[at].correct), given.indexOf(logic.LETTERS.charAt(at)) >= 0);
          });
        }
      };
    }

    function judge() {
      var all = [["T", "对"], ["F", "错"]].map(function (pair) {
        var one = choice(pair[0] === "T" ? "✓" : "✗", [pair[1]]);
        one.setAttribute("aria-pressed", String(settings.given === pair[0]));
        one.addEventListener("click", function () {
          if (done) return;
          all.forEach(function (each) { each.setAttribute("aria-pressed", String(each === one)); });
          if (settings.judged) commit(pair[0]); else settings.changed(pair[0]);
        });
        return one;
      });
      return { submit: null, keys: all, lock: function (given) {
        all.forEach(function (one, at) { marked(one, question.answer === (at === 0), given === (at ? "F" : "T")); });
      } };
    }

    function blank() {
      var before = (settings.given || "").split("|"), single = question.answers.length === 1;
      var inputs = question.answers.map(function (_, at) {
        var input = make("input", { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", "class": "tl-q-input" });
        input.value = before[at] || "";
        input.addEventListener("input", function () { if (!settings.judged) settings.changed(value()); });
        input.addEventListener("keydown", function (event) {
          if (event.key !== "Enter" || event.isComposing) return;
          event.preventDefault();
          event.stopPropagation();
          if (at + 1 < inputs.length) inputs[at + 1].focus(); else if (settings.judged) commit(value());
        });
        var mark = make("span", { "class": "tl-q-mark" });
        field.appendChild(make("label", { "class": "tl-q-blank" }, [make("span", {}, [single ? "填写" : "第 " + (at + 1) + " 空"]), input, mark]));
        return input;
      });
      function value() {
        var typed = inputs.map(function (input) { return input.value.trim().replace(/\|/g, "｜"); });
        return typed.some(Boolean) ? typed.join("|") : "";
      }
      return { submit: settings.judged ? function () {
        var ok = commit(value());
        if (!ok && !done) { settings.say("还没有填写"); inputs[0].focus(); }
        return ok;
      } : null, keys: [], lock: function (given) {
        var right = logic.blanks(question, given, settings.names);
        inputs.forEach(function (input, at) {
          input.readOnly = true;
          input.nextSibling.textContent = right[at] ? "✓ 正确" : "✗ 不对";
          input.parentNode.setAttribute("data-is", right[at] ? "right" : "wrong");
        });
      } };
    }

    function short() {
      var own = make("textarea", { rows: "4", "class": "tl-q-input", "aria-label": "先自己答一遍（不保存）" });
      var look = button("tl-q-look", "看参考答案", ""), box = make("div", { "class": "tl-q-points", hidden: "" }), ticks = [];
      (question.points || []).forEach(function (point) {
        var tick = make("input", { type: "checkbox" });
        ticks.push(tick);
        box.appendChild(make("label", {}, [tick, make("span", {}, [point])]));
      });
      box.insertBefore(make("p", { tabindex: "-1" }, ["对照要点，答到的打勾，再按“完成自评”。"]), box.firstChild);
      field.appendChild(make("p", { "class": "tl-q-note" }, ["先自己答，再对照要点给自己打分。"]));
      field.appendChild(own);
      field.appendChild(look);
      field.appendChild(box);
      look.addEventListener("click", function () { box.hidden = false; look.hidden = true; box.firstChild.focus(); });
      return { submit: settings.judged ? function () {
        if (box.hidden) { look.click(); return true; }
        var got = ticks.map(function (tick, at) { return tick.checked ? at + 1 : 0; }).filter(Boolean);
        return commit(got.length ? got.join(",") : "0");
      } : null, keys: [], lock: function () { ticks.forEach(function (tick) { tick.disabled = true; }); own.readOnly = true; } };
    }

    function sequence() {
      var now = settings.given ? settings.given.split(",").map(function (one) { return Number(one) - 1; }) : order.slice(), touched = Boolean(settings.given);
      var list = make("ol", { "class": "tl-q-order" });
      function value() { return now.map(function (at) { return at + 1; }).join(","); }
      function draw() {
        while (list.firstChild) list.removeChild(list.firstChild);
        now.forEach(function (at, place) {
          var text = question.options[at].text, up = button("tl-q-move", "↑ 上移", "上移：" + text), down = button("tl-q-move", "↓ 下移", "下移：" + text);
          up.disabled = place === 0;
          down.disabled = place === now.length - 1;
          up.addEventListener("click", function () { move(place, place - 1); });
          down.addEventListener("click", function () { move(place, place + 1); });
          list.appendChild(make("li", { "data-at": String(at) }, [make("span", { "class": "tl-q-text" }, [text]), make("span", { "class": "tl-q-mark" }), make("span", { "class": "tl-q-moves" }, done ? [] : [up, down])]));
        });
      }
      function move(from, to) {
        var at = now.splice(from, 1)[0];
        now.splice(to, 0, at);
        touched = true;
        draw();
        var buttons = list.children[to].querySelectorAll("button"), wanted = buttons[to < from ? 0 : 1];
        (wanted.disabled ? buttons[to < from ? 1 : 0] : wanted).focus();
        settings.say("移到第 " + (to + 1) + " 位");
        if (!settings.judged) settings.changed(value());
      }
      draw();
      field.appendChild(list);
      if (!settings.judged) {
        var keep = button("tl-q-look", "就按这个顺序", "");
        keep.addEventListener("click", function () { touched = true; settings.changed(value()); settings.say("已记下这个顺序"); });
        field.appendChild(keep);
      }
      return { submit: settings.judged ? function () { return commit(value()); } : null, keys: [], lock: function () {
        draw();
        [].forEach.call(list.children, function (item, place) {
          var right = now[place] === place;
          item.setAttribute("data-is", right ? "right" : "wrong");
          item.querySelector(".tl-q-mark").textContent = right ? "✓ 位置正确" : "✗ 应在第 " + (now[place] + 1) + " 位";
        });
      } };
    }

    return {
      node: node, stem: stem, order: order, submit: part.submit,
      /** Digits and letters press an option; whether one was. @param {KeyboardEvent} event */
      key: function (event) {
        if (event.ctrlKey || event.altKey || event.metaKey || done || /^(INPUT|TEXTAREA|SELECT)$/.test(/** @type {Element} */ (event.target).tagName)) return false;
        var at = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : /^[a-i]$/i.test(event.key) ? event.key.toLowerCase().charCodeAt(0) - 97 : -1;
        if (!part.keys[at]) return false;
        part.keys[at].focus();
        part.keys[at].click();
        return true;
      }
    };
  }

  /** @type {any} */ (window).tiaoliQuizQuestion = { show: show, explained: explained, kind: kind };
})();
