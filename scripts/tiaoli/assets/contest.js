/* How many days are left, by the reader's own calendar. Without this script the days stand there in words. */
(function () {
  "use strict";

  /** @param {string} text  2027-06-30 @returns {number} days since 1970, whatever the time zone */
  function number(text) {
    var parts = text.split("-").map(Number);
    return Date.UTC(parts[0], parts[1] - 1, parts[2]) / 864e5;
  }

  /**
   * What is said today.
   * @param {number} today @param {number} opens @param {number} closes @returns {string}
   */
  function left(today, opens, closes) {
    if (today < opens) { return "还有 " + (opens - today) + " 天开始。"; }
    if (today < closes) { return "今天是征文期，离截稿还有 " + (closes - today) + " 天。"; }
    return today === closes ? "今天截稿。" : "已经截稿。";
  }

  var box = document.querySelector(".tl-countdown");
  var line = box && box.querySelector("[data-tiaoli-left]");
  if (!box || !line) { return; }
  var now = new Date();
  var today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 864e5;
  line.textContent = left(today, number(String(box.getAttribute("data-opens"))), number(String(box.getAttribute("data-closes"))));
  line.removeAttribute("hidden");
})();
