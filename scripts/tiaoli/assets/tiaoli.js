/* 条理: what a page does beyond being read. A classic script: it must also run from disk and on plain http. */
(function () {
  "use strict";

  /**
   * Put text on the clipboard by whatever way the browser allows; offices use plain http, where the clipboard API is refused.
   * @param {string} text
   * @param {(done: boolean) => void} then
   */
  function copy(text, then) {
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(
        function () { then(true); },
        function () { then(copyBySelection(text)); }
      );
    } else {
      then(copyBySelection(text));
    }
  }

  /**
   * The old way: select a field and let the browser copy it.
   * @param {string} text
   * @returns {boolean}
   */
  function copyBySelection(text) {
    var field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    field.style.position = "fixed";
    field.style.top = "0";
    field.style.opacity = "0";
    document.body.appendChild(field);
    field.select();
    field.setSelectionRange(0, text.length);
    var done = false;
    try { done = document.execCommand("copy"); } catch (error) { done = false; }
    document.body.removeChild(field);
    return done;
  }

  /** Address of the page: the published one where the site knows it, else the one it was read from, "" from disk. */
  function pageAddress() {
    var published = document.querySelector("link[rel=canonical]"), address = published ? published.getAttribute("href") : "";
    return address || (location.protocol === "file:" ? "" : location.href.split("#")[0]);
  }

  /**
   * Text of an article with its source.
   * @param {Element} block the article's text
   * @returns {string}
   */
  function cited(block) {
    var lines = [].map.call(block.querySelectorAll("p"), function (line) { return line.textContent.trim(); });
    return lines.join("\n") + "\n——" + block.getAttribute("data-tiaoli-cite");
  }

  /**
   * Text of an article with its source and address, as one pastes it into a document.
   * @param {Element} block the article's text
   * @param {string} address
   * @returns {string}
   */
  function citation(block, address) {
    var page = pageAddress();
    return cited(block) + (page ? "\n" + page + "#" + address : "");
  }

  /** @param {HTMLButtonElement} button */
  function readyCopy(button) {
    var address = button.getAttribute("data-tiaoli-copy") || "";
    var block = (button.parentElement && button.parentElement.previousElementSibling) || null;
    if (!block || !block.hasAttribute("data-tiaoli-cite")) return;
    var text = block;
    button.hidden = false;
    button.addEventListener("click", function () {
      copy(citation(text, address), function (done) {
        var said = button.textContent;
        if (!done) selectAll(text);
        button.textContent = done ? "已复制" : "已选中，请按 Ctrl+C";
        button.setAttribute("data-done", "");
        window.setTimeout(function () { button.textContent = "复制"; button.removeAttribute("data-done"); }, said === "复制" ? 2000 : 0);
      });
    });
  }

  /** @param {Element} block */
  function selectAll(block) {
    var range = document.createRange(), selection = window.getSelection();
    range.selectNodeContents(block);
    if (selection) { selection.removeAllRanges(); selection.addRange(range); }
  }

  /** Fold the rows below provisions on a phone, before anybody has scrolled to one. */
  function foldRows() {
    if (!window.matchMedia("(max-width: 47.9375em)").matches) return;
    [].forEach.call(document.querySelectorAll("details.tl-rows"), function (rows) { rows.open = false; });
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) target.scrollIntoView();
  }

  [].forEach.call(document.querySelectorAll("button[data-tiaoli-copy]"), readyCopy);
  foldRows();
  /** For the other scripts of the page. */
  /** @type {any} */ (window).tiaoli = { copy: copy, cited: cited, pageAddress: pageAddress };
})();
