/* 条理: what an LMS is told and asked, the same words for SCORM 1.2 and SCORM 2004. Without an LMS it all does nothing. */
(function () {
  "use strict";

  /** Most characters of cmi.suspend_data that every LMS must keep. */
  var LIMITS = { "1.2": 4096, "2004": 64000 };
  /** @type {any} */
  var api = null;
  var version = "1.2";
  var opened = 0;
  var failed = false;

  /** The API object in a window above or in the one that opened this; a window of another origin has none. @param {string} name */
  function find(name) {
    /** @param {any} start */
    function upwards(start) {
      var at = start;
      for (var i = 0; at && i < 12; i += 1) {
        try {
          if (at[name]) return at[name];
          if (at.parent === at) return null;
          at = at.parent;
        } catch (error) { return null; }
      }
      return null;
    }
    var found = upwards(window);
    try { if (!found && window.top && window.top.opener) found = upwards(window.top.opener); } catch (error) { /* another origin */ }
    return found;
  }

  /** @param {string} name */
  function call(name) {
    var rest = Array.prototype.slice.call(arguments, 1);
    try { return String(api[(version === "1.2" ? "LMS" : "") + name].apply(api, rest)); } catch (error) { return "false"; }
  }

  /** A period in seconds as the version writes it. @param {number} seconds */
  function period(seconds) {
    if (version === "2004") return "PT" + Math.round(seconds) + "S";
    var whole = Math.round(seconds), two = function (n) { return (n < 10 ? "0" : "") + n; };
    return two(Math.min(9999, Math.floor(whole / 3600))) + ":" + two(Math.floor(whole / 60) % 60) + ":" + two(whole % 60);
  }

  /** @param {string} path */
  function get(path) { return api ? call("GetValue", path) : ""; }
  /** @param {string} path @param {string|number} value @returns {boolean} */
  function set(path, value) { return api ? call("SetValue", path, String(value)) === "true" : false; }

  /** What was kept the last time, "" for a first visit. @param {string} wanted "1.2" or "2004" @returns {string} */
  function open(wanted) {
    version = wanted;
    opened = Date.now();
    api = find(version === "1.2" ? "API" : "API_1484_11");
    if (!api || call("Initialize", "") !== "true") { api = null; return ""; }
    var status = version === "1.2" ? "cmi.core.lesson_status" : "cmi.completion_status";
    var now = get(status);
    if (now === "not attempted" || now === "unknown" || now === "") set(status, "incomplete");
    return get("cmi.suspend_data");
  }

  /** Keep where the learner is. False where it is too long or the LMS refuses. @param {string} text @param {number} at */
  function keep(text, at) {
    if (!api) return false;
    if (text.length > LIMITS[version]) { failed = true; return false; }
    set(version === "1.2" ? "cmi.core.lesson_location" : "cmi.location", at);
    failed = !set("cmi.suspend_data", text);
    return !failed;
  }

  /** @param {number} percent from 0 to 100 @param {number} done from 0 to 1 @param {boolean} over */
  function score(percent, done, over) {
    if (!api) return;
    var shown = Math.round(percent * 100) / 100, core = version === "1.2" ? "cmi.core." : "cmi.";
    set(core + "score.min", 0);
    set(core + "score.max", 100);
    set(core + "score.raw", shown);
    if (version === "2004") {
      set("cmi.score.scaled", Math.round(percent * 100) / 10000);
      set("cmi.progress_measure", Math.round(done * 10000) / 10000);
    }
    if (over) finished(percent);
  }

  /** The end: passed or failed only where the LMS says what passing is. @param {number} percent */
  function finished(percent) {
    if (version === "1.2") {
      var pass = parseFloat(get("cmi.student_data.mastery_score"));
      set("cmi.core.lesson_status", isNaN(pass) ? "completed" : percent >= pass ? "passed" : "failed");
    } else {
      var least = parseFloat(get("cmi.scaled_passing_score"));
      set("cmi.completion_status", "completed");
      if (!isNaN(least)) set("cmi.success_status", percent / 100 >= least ? "passed" : "failed");
    }
  }

  /** The percentage that passes, or null where the LMS has none. @returns {number|null} */
  function pass() {
    var found = parseFloat(get(version === "1.2" ? "cmi.student_data.mastery_score" : "cmi.scaled_passing_score"));
    return isNaN(found) ? null : version === "1.2" ? found : found * 100;
  }

  /**
   * One answered question. `kind`: choice, true-false, fill-in or sequencing; `given` and `right` as lists.
   * @param {{id: string, kind: string, stem: string, given: string[], right: string[], ok: boolean, weight: number, seconds: number}} one
   */
  function answered(one) {
    if (!api) return;
    var count = parseInt(get("cmi.interactions._count"), 10) || 0, path = "cmi.interactions." + count + ".", now = new Date();
    var late = version === "2004", between = late ? "[,]" : ",";
    /** @param {string[]} words */
    function written(words) {
      if (one.kind === "true-false") return late ? words[0] : words[0].charAt(0);
      return words.join(between).slice(0, 250);
    }
    set(path + "id", one.id);
    set(path + "type", one.kind);
    var two = function (/** @type {number} */ n) { return (n < 10 ? "0" : "") + n; };
    var clock = two(now.getHours()) + ":" + two(now.getMinutes()) + ":" + two(now.getSeconds());
    if (late) {
      set(path + "timestamp", now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate()) + "T" + clock);
      set(path + "description", one.stem.slice(0, 250));
    } else set(path + "time", clock);
    set(path + "correct_responses.0.pattern", written(one.right));
    set(path + "weighting", one.weight);
    set(path + (late ? "learner_response" : "student_response"), written(one.given));
    set(path + "result", one.ok ? "correct" : late ? "incorrect" : "wrong");
    set(path + "latency", period(one.seconds));
  }

  /** Have the LMS save. @returns {boolean} */
  function save() {
    if (!api) return false;
    failed = call("Commit", "") !== "true" || failed;
    return !failed;
  }

  /** Leave. @param {boolean} over */
  function close(over) {
    if (!api) return;
    var core = version === "1.2" ? "cmi.core." : "cmi.";
    set(core + "session_time", period((Date.now() - opened) / 1000));
    set(core + "exit", over ? (version === "1.2" ? "" : "normal") : "suspend");
    call("Commit", "");
    call(version === "1.2" ? "Finish" : "Terminate", "");
    api = null;
  }

  /** @type {any} */ (window).tiaoliLms = {
    open: open, keep: keep, score: score, pass: pass, answered: answered, save: save, close: close, limits: LIMITS,
    found: function () { return Boolean(api); }, failed: function () { return failed; },
  };
})();
