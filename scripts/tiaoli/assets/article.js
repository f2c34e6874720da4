/* 条理: what one does with an article beyond copying it: have it read aloud, hand it on. Stands on tiaoli.js and reading.js. */
(function () {
  "use strict";

  var ours = /** @type {any} */ (window).tiaoli;
  if (!ours || !ours.make) return;
  var make = /** @type {(tag: string, attributes?: Object<string, string>, children?: (Node | string)[]) => HTMLElement} */ (ours.make);
  var button = /** @type {(css: string, words: string, label: string) => HTMLButtonElement} */ (ours.button);

  /**
   * Every article that has a row of things to do with it.
   * @param {(acts: HTMLElement, block: HTMLElement, name: string, address: string) => void} act
   */
  function eachArticle(act) {
    ours.articles().forEach(function (/** @type {HTMLElement} */ block) {
      var acts = /** @type {HTMLElement | null} */ (block.nextElementSibling), heading = block.previousElementSibling;
      if (!acts || !heading || !acts.classList.contains("tl-acts")) return;
      act(acts, block, (block.getAttribute("data-tiaoli-cite") || "").replace(/^《.*》/, ""), heading.id);
    });
  }

  /* ---- 朗读 ---- */

  /** A voice for Chinese that speaks on this device; a distant one would send the text to another host. */
  function voice() {
    return speechSynthesis.getVoices().filter(function (one) {
      return one.localService && /^(zh|cmn)([-_](cn|hans|cmn)|$)/i.test(one.lang);
    })[0] || null;
  }

  /**
   * Sentences of an article with the paragraph that each stands in. Short ones: some browsers stop in the middle of long ones.
   * @param {Element} block
   */
  function sentences(block) {
    var found = /** @type {{text: string, line: Element}[]} */ ([]);
    [].forEach.call(block.querySelectorAll("p"), function (line) {
      (line.textContent.trim().match(/[^。；！？]+[。；！？]?[”’）]*/g) || []).forEach(function (text) { found.push({ text: text, line: line }); });
    });
    return found;
  }

  var stop = function () {};

  /** @param {Element} block @param {HTMLButtonElement} pressed @param {string} name */
  function readAloud(block, pressed, name) {
    var queue = sentences(block), over = false, current = /** @type {SpeechSynthesisUtterance | null} */ (null);
    var said = { text: pressed.textContent, label: pressed.getAttribute("aria-label") || "" };
    stop();
    stop = function () {
      over = true;
      stop = function () {};
      speechSynthesis.cancel();
      mark(null);
      pressed.textContent = said.text;
      pressed.setAttribute("aria-label", said.label);
      pressed.removeAttribute("data-on");
    };
    var mine = stop;
    pressed.textContent = "停止";
    pressed.setAttribute("aria-label", "停止朗读" + name);
    pressed.setAttribute("data-on", "");
    /** @param {Element | null} line */
    function mark(line) {
      [].forEach.call(block.querySelectorAll(".tl-aloud"), function (old) { if (old !== line) old.classList.remove("tl-aloud"); });
      if (!line) return;
      line.classList.add("tl-aloud");
      var box = line.getBoundingClientRect();
      if (box.top < 60 || box.bottom > window.innerHeight) line.scrollIntoView({ block: "center" });
    }
    function next() {
      if (over) return;
      var sentence = queue.shift();
      if (!sentence) { mine(); return; }
      mark(sentence.line);
      current = new SpeechSynthesisUtterance(sentence.text);
      var speaker = voice();
      if (speaker) current.voice = speaker;
      current.lang = "zh-CN";
      current.rate = 0.95;
      current.onend = next;
      current.onerror = function () { if (!over) mine(); };
      speechSynthesis.speak(current);
    }
    next();
  }

  function readyAloud() {
    if (!("speechSynthesis" in window) || !("SpeechSynthesisUtterance" in window)) return;
    var done = false;
    var add = function () {
      if (done || !voice()) return;
      done = true;
      eachArticle(function (acts, block, name) {
        var pressed = button("tl-aloud-button", "朗读", "朗读" + name);
        pressed.addEventListener("click", function () {
          if (pressed.hasAttribute("data-on")) stop(); else readAloud(block, pressed, name);
        });
        acts.insertBefore(pressed, acts.querySelector(".tl-perma"));
      });
    };
    add();
    if (speechSynthesis.addEventListener) speechSynthesis.addEventListener("voiceschanged", add);
    else speechSynthesis.onvoiceschanged = add;
    window.addEventListener("pagehide", function () { stop(); });
  }

  /* ---- 分享 ---- */

  /** @param {HTMLElement} block @param {string} address @returns {{title: string, text: string, url: string}} */
  function shared(block, address) {
    var page = ours.pageAddress();
    return { title: block.getAttribute("data-tiaoli-cite") || "", text: ours.cited(block), url: page ? page + "#" + address : "" };
  }

  /**
   * What is opened below an article: the text to copy by hand, and the address as a picture to scan.
   * @param {string} name @param {string} text @param {string} qr
   */
  function sharePanel(name, text, qr) {
    var field = /** @type {HTMLTextAreaElement} */ (make("textarea", { readonly: "", rows: "6", "aria-label": "分享的文字" }));
    field.value = text;
    field.addEventListener("focus", function () { field.select(); });
    var status = make("p", { "class": "tl-share-said", role: "status" });
    var parts = [status, field];
    if (qr) {
      parts.push(make("p", { "class": "tl-share-qr" }, [
        make("img", { src: qr, alt: name + "网址的二维码", width: "180", height: "180" }), make("span", {}, ["用手机扫一扫，打开" + name]),
      ]));
    }
    var close = button("tl-share-close", "收起", "收起分享" + name);
    parts.push(close);
    return { node: make("div", { "class": "tl-share", role: "group", "aria-label": "分享" + name }, parts), field: field, status: status, close: close };
  }

  function readyShare() {
    eachArticle(function (acts, block, name, address) {
      var opened = /** @type {ReturnType<typeof sharePanel> | null} */ (null);
      var qr = acts.getAttribute("data-tiaoli-qr") || "";
      var pressed = button("tl-share-button", "分享", "分享" + name);
      acts.insertBefore(pressed, acts.querySelector(".tl-perma"));
      pressed.addEventListener("click", function () {
        var what = shared(block, address);
        if (navigator.share) {
          navigator.share(what.url ? what : { title: what.title, text: what.text }).then(function () {}, function (error) {
            if (!error || error.name !== "AbortError") panel(what, pressed);
          });
        } else panel(what, pressed);
      });
      if (qr && navigator.share) {
        var scan = button("tl-qr-button", "二维码", name + "网址的二维码");
        acts.insertBefore(scan, acts.querySelector(".tl-perma"));
        scan.addEventListener("click", function () { panel(shared(block, address), scan); });
      }
      /** @param {{text: string, url: string}} what @param {HTMLButtonElement} by */
      function panel(what, by) {
        if (opened) { fold(by); return; }
        var text = what.text + (what.url ? "\n" + what.url : ""), made = sharePanel(name, text, qr);
        opened = made;
        acts.insertAdjacentElement("afterend", made.node);
        made.field.style.height = made.field.scrollHeight + 4 + "px";
        by.setAttribute("aria-expanded", "true");
        made.close.addEventListener("click", function () { fold(by); });
        made.node.addEventListener("keydown", function (event) { if (event.key === "Escape") fold(by); });
        ours.copy(text, function (/** @type {boolean} */ done) {
          made.status.textContent = (done ? (what.url ? "文字和网址已复制，可以直接粘贴发送。" : "文字已复制，可以直接粘贴发送。") : "浏览器不让自动复制，请选中下面的文字复制。") +
            (what.url ? (qr ? "" : "制作本站时没有填写网址，所以没有二维码。") : "本站没有网址，所以没有附链接和二维码。");
          if (!done) made.field.focus();
        });
      }
      /** @param {HTMLButtonElement} by */
      function fold(by) {
        if (!opened) return;
        opened.node.remove();
        opened = null;
        [].forEach.call(acts.querySelectorAll("[aria-expanded]"), function (one) { one.removeAttribute("aria-expanded"); });
        by.focus();
      }
    });
  }

  readyShare();
  readyAloud();
})();
