/* 条理: the search box on a page. What it searches in is loaded at first use by plain scripts, so that it works the same
   from disk and from any server; search-engine.js finds and ranks. */
(function () {
  "use strict";

  var own = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  var box = /** @type {HTMLInputElement | null} */ (document.querySelector("input[data-tiaoli-search]"));
  if (!own || !box || !box.form) return;
  var input = box, form = box.form;
  var root = own.src.replace(/assets\/search\.js.*$/, ""), version = own.src.replace(/^[^?]*/, "");
  var inline = form.classList.contains("tl-search");
  /** @type {{search: (query: string, kind?: string) => any} | null} */
  var engine = null;
  var state = "none"; // none, loading, ready, failed
  var composing = false, kind = "", shown = "", names = {};

  var panel = element("div", "tl-found" + (inline ? " tl-found-inline" : ""));
  var status = element("p", "tl-found-status");
  var notes = element("div", "tl-found-notes");
  var kinds = element("div", "tl-found-kinds");
  var list = element("ol", "tl-found-list");
  var keys = element("p", "tl-found-keys", "↑↓ 选择　回车 打开　Esc 关闭");
  panel.id = "tl-found";
  panel.hidden = true;
  panel.setAttribute("role", "region");
  panel.setAttribute("aria-label", "搜索结果");
  status.setAttribute("role", "status");
  kinds.setAttribute("role", "group");
  kinds.setAttribute("aria-label", "只看哪一类");
  [status, notes, kinds, list, keys].forEach(function (part) { panel.appendChild(part); });
  form.insertAdjacentElement("afterend", panel);
  input.setAttribute("aria-controls", panel.id);
  input.setAttribute("autocapitalize", "off");
  input.setAttribute("spellcheck", "false");
  input.setAttribute("enterkeyhint", "search");

  /**
   * @param {string} tag
   * @param {string} css
   * @param {string} [text]
   * @returns {HTMLElement}
   */
  function element(tag, css, text) {
    var made = document.createElement(tag);
    if (css) made.className = css;
    if (text) made.textContent = text;
    return made;
  }

  /** Load what is searched in, once. */
  function load() {
    if (state !== "none") return;
    state = "loading";
    var files = ["text", "match", "index", "words", "asked", "learnt", "named", "spelling", "sure", "engine", "data"], left = files.length;
    files.forEach(function (file) {
      var script = document.createElement("script");
      script.src = root + "assets/search-" + file + ".js" + version;
      script.async = false;
      script.onload = function () {
        left--;
        if (left) return;
        var scope = /** @type {any} */ (window);
        engine = scope.tiaoliEngine.create(scope.tiaoliSearchData);
        scope.tiaoliSearchData.kinds.forEach(function (row) { names[row[0]] = row[1]; });
        state = "ready";
        run();
        window.setTimeout(function () { if (engine) { engine.search("期限"); engine.search("fuhe qixian"); } }, 0); // so that the first key, and the first in letters, is as quick as the next
      };
      script.onerror = function () { state = "failed"; run(); };
      document.head.appendChild(script);
    });
  }

  /** Show what the box asks for, unless it is being composed or shown already. */
  function run() {
    var query = input.value.trim();
    if (composing) return;
    if (!query) { close(); shown = ""; kind = ""; return; }
    if (!engine) {
      load();
      say(state === "failed" ? "搜索的数据没有打开，请从目录查阅。" : "正在准备……");
      open();
      return;
    }
    if (query + "\n" + kind === shown) { open(); return; }
    if (query !== shown.split("\n")[0]) kind = "";
    shown = query + "\n" + kind;
    var answer = engine.search(query, kind || undefined);
    var all = kind ? engine.search(query) : answer;
    show(query, answer, all);
    open();
  }

  /** @param {string} words */
  function say(words) {
    status.textContent = words;
    [notes, kinds, list].forEach(function (part) { part.textContent = ""; });
    keys.hidden = true;
  }

  function show(query, answer, all) {
    say(answer.results.length ? "找到 " + answer.results.length + " 条" : answer.notes.length ? "没有可以列出的条文" : "未找到“" + query + "”");
    answer.notes.forEach(showNote);
    if (!answer.results.length && !answer.notes.length) showNear(answer.near);
    showKinds(all);
    var last = "";
    answer.results.forEach(function (result) {
      list.appendChild(item(result, result.kind !== last));
      last = result.kind;
    });
    keys.hidden = !answer.results.length;
  }

  function showNote(note) {
    var line = element("p", "tl-found-note", note.text);
    if (note.href) line.appendChild(link(note.href, note.label));
    note.tries.forEach(function (word) { line.appendChild(again(word)); });
    notes.appendChild(line);
  }

  function showNear(near) {
    var line = element("p", "tl-found-note", near.length ? "条文里没有这个说法。相近的有：" : "条文里没有这个说法。可以换个词，或者从目录查阅。");
    near.forEach(function (word) { line.appendChild(again(word)); });
    if (!near.length) line.appendChild(link("regulation/index.html", "看目录"));
    notes.appendChild(line);
  }

  /** A link that is no result. */
  function link(href, label) {
    var made = /** @type {HTMLAnchorElement} */ (element("a", "tl-found-more", label));
    made.href = root + href;
    return made;
  }

  /** A button that puts another word into the box. */
  function again(word) {
    var button = /** @type {HTMLButtonElement} */ (element("button", "tl-found-again", word));
    button.type = "button";
    button.setAttribute("aria-label", "改搜" + word);
    button.addEventListener("click", function () { ask(word); });
    return button;
  }

  /** One button a kind, where there is more than one. */
  function showKinds(all) {
    var present = [];
    all.results.forEach(function (result) { if (present.indexOf(result.kind) < 0) present.push(result.kind); });
    if (present.length < 2) return;
    [""].concat(present).forEach(function (name) {
      var button = /** @type {HTMLButtonElement} */ (element("button", "", name ? names[name] : "全部"));
      button.type = "button";
      button.setAttribute("aria-pressed", String(kind === name));
      button.addEventListener("click", function () {
        kind = name;
        run();
        var pressed = /** @type {HTMLElement | null} */ (kinds.querySelector("[aria-pressed=true]"));
        if (pressed) pressed.focus();
      });
      kinds.appendChild(button);
    });
  }

  function item(result, begins) {
    var row = element("li", begins ? "tl-found-begins" : ""), a = link(result.href, "");
    var head = element("span", "tl-found-head"), passage = element("span", "tl-found-text");
    a.className = "tl-found-link";
    a.setAttribute("data-tiaoli-result", result.address || result.kind);
    head.appendChild(element("b", "tl-found-title", result.title));
    if (result.where) head.appendChild(element("span", "tl-found-where", result.where));
    head.appendChild(element("span", "tl-found-kind", result.name));
    result.passage.forEach(function (run) {
      if (run[1]) passage.appendChild(element("mark", "", run[0]));
      else passage.appendChild(document.createTextNode(run[0]));
    });
    a.appendChild(head);
    a.appendChild(passage);
    if (result.limits) a.appendChild(element("span", "tl-found-limits", result.limits));
    row.appendChild(a);
    return row;
  }

  /** Show the panel below the header; its place is read once, not at every key. */
  function open() {
    if (!panel.hidden) return;
    panel.hidden = false;
    place();
  }

  function place() {
    if (inline || panel.hidden) return;
    var under = form.closest(".md-header");
    var top = (under || form).getBoundingClientRect().bottom;
    panel.style.top = top + "px";
    panel.style.maxHeight = Math.max(160, window.innerHeight - top - 8) + "px";
  }

  function close() { panel.hidden = true; }

  window.addEventListener("resize", place);

  /** @param {string} words */
  function ask(words) {
    input.value = words;
    input.focus();
    run();
  }

  /** @returns {HTMLElement[]} */
  function links() { return [].slice.call(list.querySelectorAll("a")); }

  /** @param {KeyboardEvent} event */
  function move(event) {
    if (composing || event.isComposing || event.keyCode === 229) return;
    var all = links(), at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault();
      input.focus();
      close();
    } else if (event.key === "ArrowDown" && all.length && !panel.hidden) {
      event.preventDefault();
      all[Math.min(at + 1, all.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (at ? all[at - 1] : input).focus();
    }
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (composing) return;
    run();
    var all = links();
    if (all.length) all[0].focus();
  });
  input.addEventListener("focus", function () { load(); if (input.value.trim()) run(); });
  input.addEventListener("input", function (event) {
    if (/** @type {InputEvent} */ (event).isComposing) return;
    run();
  });
  input.addEventListener("compositionstart", function () { composing = true; });
  input.addEventListener("compositionend", function () { composing = false; run(); });
  form.addEventListener("keydown", move);
  panel.addEventListener("keydown", move);
  panel.addEventListener("click", function (event) {
    var a = /** @type {Element} */ (event.target).closest("a");
    if (a && !inline) close();
  });
  document.addEventListener("keydown", function (event) {
    var target = /** @type {HTMLElement} */ (event.target);
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
    event.preventDefault();
    event.stopPropagation();
    input.focus();
    input.select();
  }, true);
  ["pointerdown", "focusin"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var target = /** @type {Node} */ (event.target);
      if (!inline && !panel.contains(target) && !form.contains(target)) close();
    });
  });
  [].forEach.call(document.querySelectorAll(".tl-asked a"), function (a) {
    a.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      ask(a.textContent.trim());
    });
  });

  var asked = /[?&]q=([^&]*)/.exec(location.search);
  if (asked) {
    try { input.value = decodeURIComponent(asked[1].replace(/\+/g, " ")); } catch (error) { input.value = ""; }
    run();
  } else if (document.activeElement === input) {
    load();
    run();
  }
})();
