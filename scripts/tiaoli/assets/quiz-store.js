/* 条理: what a learner's browser keeps of the quizzes. Where storage is refused or full, everything goes on in memory. */
(function () {
  "use strict";

  var foot = document.querySelector("[data-tiaoli-site]");
  var prefix = "tiaoli:" + ((foot && foot.getAttribute("data-tiaoli-site")) || "site") + ":";
  var memory = /** @type {Record<string, any>} */ ({});
  var lost = false;

  /** Whether what is written now will be there tomorrow; a page without storage has a stand-in that ends with it. */
  function lasting() {
    try { return !lost && localStorage instanceof Storage; } catch (error) { return false; }
  }

  /** @param {string} name @returns {any} null where nothing is kept */
  function get(name) {
    if (name in memory) return memory[name];
    try { return JSON.parse(localStorage.getItem(prefix + name) || "null"); } catch (error) { return null; }
  }

  /** @param {string} name @param {any} value null to forget */
  function put(name, value) {
    if (!lost) {
      try {
        if (value === null) localStorage.removeItem(prefix + name);
        else localStorage.setItem(prefix + name, JSON.stringify(value));
        return;
      } catch (error) { lost = true; }
    }
    memory[name] = value;
  }

  /**
   * The record of answers: {done, book}. It belongs to a text: under a new one everything is kept, and what changed of a
   * question shows in its `rev`.
   * @param {string} statute digest of the text that the page stands on
   */
  function record(statute) {
    var kept = get("quiz"), sound = kept && kept.v === 1 && kept.done && kept.book;
    var own = sound ? kept : { v: 1, statute: statute, done: {}, book: {} };
    if (own.statute === statute) return own;
    own = Object.assign({}, own, { statute: statute, moved: true });
    put("quiz", own);
    return own;
  }

  /** @param {any} own a record with the answers of now */
  function save(own) { put("quiz", own); }

  /** The day where the reader is: 2026-01-31. */
  function today() {
    var now = new Date(), two = function (value) { return (value < 10 ? "0" : "") + value; };
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  /** @returns {number} seconds since 1970 */
  function seconds() { return Math.floor(Date.now() / 1000); }

  /** @type {any} */ (window).tiaoliQuizStore = { lasting: lasting, get: get, put: put, record: record, save: save, today: today, seconds: seconds };
})();
