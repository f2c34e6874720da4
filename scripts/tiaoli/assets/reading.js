/* 条理: comfort while reading. Large type, the last position, what is kept on this device, and the menu by keyboard.
   A classic script for Chromium 86 and Safari 14; storage may be refused, and everything but remembering still works. */
(function () {
  "use strict";

  var script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  /** Root of the site, wherever it lies: this file stands in assets/. */
  var root = new URL("..", script ? script.src : location.href);
  var foot = document.querySelector("[data-tiaoli-site]");
  var prefix = "tiaoli:" + ((foot && foot.getAttribute("data-tiaoli-site")) || "site") + ":";

  /** @param {string} name @returns {any} what is kept under a name, null where nothing is or nothing can be */
  function kept(name) {
    try { return JSON.parse(localStorage.getItem(prefix + name) || "null"); } catch (error) { return null; }
  }

  /** @param {string} name @param {any} value */
  function keep(name, value) {
    try { localStorage.setItem(prefix + name, JSON.stringify(value)); } catch (error) { /* refused or full */ }
  }

  /**
   * @param {string} tag
   * @param {Object<string, string>} [attributes]
   * @param {(Node | string)[]} [children]
   * @returns {HTMLElement}
   */
  function make(tag, attributes, children) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { node.setAttribute(name, (attributes || {})[name]); });
    (children || []).forEach(function (child) { node.appendChild(typeof child === "string" ? document.createTextNode(child) : child); });
    return node;
  }

  /** @param {string} css @param {string} words @param {string} label @returns {HTMLButtonElement} */
  function button(css, words, label) {
    var attributes = { type: "button", "class": css };
    var made = make("button", label ? Object.assign(attributes, { "aria-label": label }) : attributes, [words]);
    return /** @type {HTMLButtonElement} */ (made);
  }

  /* ---- 大字 ---- */

  var SIZES = [["", "标准"], ["22", "大字"], ["26", "特大"]];

  function shown() {
    var html = document.documentElement;
    return { size: html.getAttribute("data-tl-size") || "", contrast: html.getAttribute("data-tl-contrast") === "high" };
  }

  /** @param {{size: string, contrast: boolean}} display */
  function show(display) {
    var html = document.documentElement, mark = reading(), top = mark ? mark.getBoundingClientRect().top : 0;
    if (display.size) html.setAttribute("data-tl-size", display.size); else html.removeAttribute("data-tl-size");
    if (display.contrast) html.setAttribute("data-tl-contrast", "high"); else html.removeAttribute("data-tl-contrast");
    if (mark && window.pageYOffset > 0) window.scrollBy(0, mark.getBoundingClientRect().top - top);
  }

  function readyDisplay() {
    var bar = document.querySelector(".md-header__inner");
    var opener = button("tl-display-open", "大字", "大字：文字大小和对比度");
    var panel = make("div", { "class": "tl-display", id: "tl-display", role: "group", "aria-label": "文字大小和对比度" });
    var sizes = make("fieldset", {}, [make("legend", {}, ["文字大小"])]), now = shown();
    SIZES.forEach(function (pair) {
      var input = /** @type {HTMLInputElement} */ (make("input", { type: "radio", name: "tl-size", value: pair[0] }));
      input.checked = now.size === pair[0];
      input.addEventListener("change", save);
      sizes.appendChild(make("label", { "data-size": pair[0] }, [input, make("span", {}, [pair[1]])]));
    });
    var contrast = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", name: "tl-contrast" }));
    contrast.checked = now.contrast;
    contrast.addEventListener("change", save);
    panel.appendChild(sizes);
    panel.appendChild(make("label", {}, [contrast, make("span", {}, ["高对比度"])]));

    function save() {
      var chosen = /** @type {HTMLInputElement | null} */ (sizes.querySelector("input:checked"));
      var display = { size: chosen ? chosen.value : "", contrast: contrast.checked };
      show(display);
      keep("display", display);
    }
    /** @param {boolean} open */
    function turn(open) {
      panel.hidden = !open;
      opener.setAttribute("aria-expanded", String(open));
    }
    opener.setAttribute("aria-controls", "tl-display");
    turn(false);
    opener.addEventListener("click", function () { turn(panel.hidden); });
    var holder = make("div", { "class": "tl-display-holder" }, [opener, panel]);
    holder.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && !panel.hidden) { turn(false); opener.focus(); event.stopPropagation(); }
    });
    document.addEventListener("click", function (event) {
      if (!panel.hidden && !holder.contains(/** @type {Node} */ (event.target))) turn(false);
    });
    holder.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !holder.contains(/** @type {Node} */ (event.relatedTarget))) turn(false);
    });
    var palette = bar && bar.querySelector("[data-md-component=palette]");
    if (bar) bar.insertBefore(holder, palette && palette.parentNode === bar ? palette : null);
    else document.body.insertBefore(holder, document.body.firstChild);
  }

  /* ---- 继续阅读 ---- */

  /** Articles of the page: their text blocks, in order. */
  function articles() {
    return /** @type {HTMLElement[]} */ ([].filter.call(document.querySelectorAll("[data-tiaoli-cite]"), function (block) {
      return block.previousElementSibling && block.previousElementSibling.id;
    }));
  }

  /** The article that stands at the top third of the screen, null on a page without any. @returns {HTMLElement | null} */
  function reading() {
    var found = null, line = window.innerHeight * 0.35;
    articles().some(function (block) {
      var heading = /** @type {Element} */ (block.previousElementSibling);
      if (found && heading.getBoundingClientRect().top > line) return true;
      found = block;
      return false;
    });
    return found;
  }

  function readyPosition() {
    var path = location.pathname.slice(root.pathname.length), timer = 0;
    if (path.indexOf("regulation/") === 0 && articles().length) {
      var note = function () {
        var block = reading(), heading = block && block.previousElementSibling;
        if (block && heading) keep("last", { path: path, address: heading.id, name: (block.getAttribute("data-tiaoli-cite") || "").replace(/^《.*》/, "") });
      };
      var later = function (wait) { window.clearTimeout(timer); timer = window.setTimeout(note, wait); };
      later(1500);
      window.addEventListener("scroll", function () { later(400); }, { passive: true });
    }
    var last = kept("last");
    if (!last || typeof last.path !== "string" || !/^regulation\/[\w.-]+\.html$/.test(last.path) || !last.name) return;
    [].forEach.call(document.querySelectorAll("[data-tiaoli-continue]"), function (place) {
      place.appendChild(make("a", { href: new URL(last.path, root).href + "#" + encodeURIComponent(last.address) }, ["继续阅读：" + last.name]));
      place.hidden = false;
    });
  }

  /* ---- 保存在这台设备上的内容 ---- */

  var NAMES = { display: "文字大小和对比度", last: "上次读到的条文" };

  /** Every key of this site with what it is called, those of the theme's colours included. @returns {[Storage, string, string][]} */
  function ownKeys() {
    var found = /** @type {[Storage, string, string][]} */ ([]);
    ["localStorage", "sessionStorage"].forEach(function (where) {
      try {
        var storage = /** @type {Storage} */ (/** @type {any} */ (window)[where]);
        for (var i = 0; i < storage.length; i += 1) {
          var key = storage.key(i) || "";
          if (key.indexOf(prefix) === 0) found.push([storage, key, /** @type {any} */ (NAMES)[key.slice(prefix.length)] || "学习记录"]);
          else if (key.indexOf(root.pathname + ".") === 0) found.push([storage, key, "浅色或深色"]);
        }
      } catch (error) { /* refused: nothing is kept */ }
    });
    return found;
  }

  /**
   * What a worker (assets/sw.js) keeps of this site on the device: asked of the store itself, since a page that was
   * loaded past the worker is not controlled by it.
   * @returns {Promise<string[]>}
   */
  function keptPages() {
    if (!window.caches || !navigator.serviceWorker) return Promise.resolve([]);
    return caches.keys().then(function (names) {
      return names.filter(function (name) { return name.indexOf(prefix + root.pathname + ":") === 0; });
    }).catch(function () { return []; });
  }

  /** @returns {Promise<any>} */
  function dropPages() {
    if (!navigator.serviceWorker) return Promise.resolve();
    return navigator.serviceWorker.getRegistration(root.href).catch(function () { return null; }).then(function (found) {
      return found && found.unregister();
    }).then(keptPages).then(function (names) { return Promise.all(names.map(function (name) { return caches.delete(name); })); });
  }

  function readyClear() {
    [].forEach.call(document.querySelectorAll("[data-tiaoli-stored]"), function (place) {
      var list = make("p", { role: "status" }), clear = button("tl-clear", "清除本站保存的内容", ""), sure = 0;
      var tell = function (/** @type {string} */ before, /** @type {string[]} */ pages) {
        var names = ownKeys().map(function (row) { return row[2]; }).filter(function (name, i, all) { return all.indexOf(name) === i; });
        if (pages.length) names.push("断网时看的页面");
        list.textContent = before + (names.length ? "现在保存着：" + names.join("、") + "。" : "现在没有保存任何内容。");
        clear.hidden = !names.length;
      };
      clear.addEventListener("click", function () {
        window.clearTimeout(sure);
        if (!clear.hasAttribute("data-sure")) {
          clear.setAttribute("data-sure", "");
          clear.textContent = "再按一次，全部清除";
          sure = window.setTimeout(calm, 6000);
          return;
        }
        calm();
        ownKeys().forEach(function (row) { row[0].removeItem(row[1]); });
        show({ size: "", contrast: false });
        tell("已清除。", []);
        dropPages().then(keptPages).then(function (pages) { if (pages.length) tell("", pages); });
      });
      function calm() { clear.removeAttribute("data-sure"); clear.textContent = "清除本站保存的内容"; }
      place.appendChild(list);
      place.appendChild(clear);
      tell("", []);
      keptPages().then(function (pages) { if (pages.length) tell("", pages); });
    });
  }

  /* ---- 键盘和读屏：what the theme leaves out ---- */

  /**
   * The theme opens its menus by labels, which no keyboard reaches: a button in the place of one.
   * @param {Element} label
   * @param {HTMLInputElement} toggle the checkbox that it stands for
   * @param {string} name
   * @returns {HTMLButtonElement}
   */
  function inPlaceOf(label, toggle, name) {
    var made = button(label.className, "", name);
    while (label.firstChild) made.appendChild(label.firstChild);
    var tell = function () { made.setAttribute("aria-expanded", String(toggle.checked)); };
    made.addEventListener("click", function () { turn(toggle, !toggle.checked); });
    toggle.addEventListener("change", tell);
    tell();
    if (label.parentNode) label.parentNode.replaceChild(made, label);
    return made;
  }

  /** @param {HTMLInputElement} toggle @param {boolean} open */
  function turn(toggle, open) {
    toggle.checked = open;
    toggle.dispatchEvent(new Event("change"));
  }

  /** @param {Element} within @returns {HTMLElement | null} the first link or button there that can be seen */
  function first(within) {
    return [].filter.call(within.querySelectorAll("a.md-nav__link, button"), function (one) { return one.offsetParent && getComputedStyle(one).visibility === "visible"; })[0] || null;
  }

  /** The menu of a narrow screen opens by keyboard too, and keeps its links out of the way while it is shut. */
  function readyMenu() {
    var toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));
    var label = document.querySelector(".md-header__button[for=__drawer]"), links = document.querySelector(".md-sidebar--primary");
    if (!toggle || !label || !links) return;
    var box = toggle, menu = links, opener = inPlaceOf(label, box, "目录");
    opener.classList.add("tl-menu");
    var tell = function () { document.documentElement.toggleAttribute("data-tl-menu", box.checked); };
    box.addEventListener("change", tell);
    tell();
    opener.addEventListener("click", function () {
      window.setTimeout(function () { var link = box.checked && first(menu); if (link) link.focus(); }, 50);
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && box.checked) { turn(box, false); opener.focus(); }
    });
    menu.addEventListener("focusout", function (event) {
      var to = /** @type {FocusEvent} */ (event).relatedTarget;
      if (box.checked && to && !menu.contains(/** @type {Node} */ (to))) turn(box, false);
    });
  }

  /** Sub-menus: named (the theme's label is empty), opened and left by buttons. */
  function readySubmenus() {
    [].forEach.call(document.querySelectorAll(".md-nav--primary .md-nav__item--nested"), function (item) {
      var nav = item.querySelector(":scope > nav"), title = nav && nav.querySelector(":scope > .md-nav__title");
      var toggle = item.querySelector(":scope > .md-nav__toggle"), label = item.querySelector(":scope > .md-nav__container > label, :scope > label");
      if (!nav || !title || !toggle) return;
      var name = title.textContent.trim();
      nav.removeAttribute("aria-labelledby");
      nav.setAttribute("aria-label", name);
      var opener = label && inPlaceOf(label, toggle, "展开" + name), back = inPlaceOf(title, toggle, "返回，从" + name);
      var tell = function () { nav.setAttribute("data-tl-open", String(toggle.checked)); };
      toggle.addEventListener("change", tell);
      tell();
      back.addEventListener("click", function () { if (opener) opener.focus(); });
      if (opener) opener.addEventListener("click", function () { window.setTimeout(function () { if (toggle.checked && back.offsetParent) back.focus(); }, 50); });
    });
  }

  Object.assign(/** @type {any} */ (window).tiaoli, { make: make, button: button, articles: articles });
  readyDisplay();
  readyPosition();
  readyClear();
  readyMenu();
  readySubmenus();
})();
