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

  /**
   * Text of an article with its source and address, as one pastes it into a document.
   * @param {Element} block the article's text
   * @param {string} address
   * @returns {string}
   */
  function citation(block, address) {
    var lines = [].map.call(block.querySelectorAll("p"), function (line) { return line.textContent.trim(); });
    var out = lines.join("\n") + "\n——" + block.getAttribute("data-tiaoli-cite");
    if (location.protocol !== "file:") out += "\n" + location.href.split("#")[0] + "#" + address;
    return out;
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

  /** The box on the home page hands over to the site's search. */
  function readySearch() {
    var form = document.querySelector("[data-tiaoli-searchform]");
    var box = /** @type {HTMLInputElement | null} */ (document.querySelector("input[data-tiaoli-search]"));
    var note = /** @type {HTMLElement | null} */ (document.querySelector(".tl-search-note"));
    if (!form || !box) return;
    var field = box;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));
      var inner = /** @type {HTMLInputElement | null} */ (document.querySelector(".md-search__input"));
      if (!toggle || !inner || location.protocol === "file:") {
        if (note) { note.textContent = "从磁盘打开的页面暂时不能搜索，请从下面的目录查阅。"; note.hidden = false; }
        return;
      }
      toggle.checked = true;
      toggle.dispatchEvent(new Event("change"));
      inner.focus();
      inner.value = field.value;
      inner.dispatchEvent(new KeyboardEvent("keyup"));
      inner.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  /** The theme's search dialog has no name of its own. */
  function nameSearch() {
    var dialog = document.querySelector("[data-md-component=search]");
    if (dialog) dialog.setAttribute("aria-label", "搜索");
  }

  [].forEach.call(document.querySelectorAll("button[data-tiaoli-copy]"), readyCopy);
  foldRows();
  readySearch();
  nameSearch();
})();
