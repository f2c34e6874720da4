/* 条理: results as a learner hands them in: a file, a text to paste, a table. */
(function (root) {
  "use strict";

  /** @type {number[]} */
  var TABLE = [];
  for (var n = 0; n < 256; n += 1) {
    var c = n;
    for (var k = 0; k < 8; k += 1) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    TABLE[n] = c >>> 0;
  }

  /** UTF-8 as a string of bytes. @param {string} text */
  function bytes(text) { return unescape(encodeURIComponent(text)); }

  /** CRC-32 of bytes as 8 hex digits. @param {string} data */
  function crc32(data) {
    var crc = 0xffffffff;
    for (var i = 0; i < data.length; i += 1) crc = (TABLE[(crc ^ data.charCodeAt(i)) & 255] ^ (crc >>> 8)) >>> 0;
    return ("0000000" + ((crc ^ 0xffffffff) >>> 0).toString(16)).slice(-8);
  }

  /** @param {any} result @returns {string} base64url of the compact JSON, a dot, its checksum */
  function packed(result) {
    var data = bytes(JSON.stringify(result));
    return btoa(data).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") + "." + crc32(data);
  }

  /** A number without a tail of noughts. @param {number} value */
  function number(value) { return String(Math.round(value * 100) / 100); }

  /** @param {number} seconds since 1970 */
  function stamp(seconds) {
    var when = new Date(seconds * 1000), two = function (value) { return (value < 10 ? "0" : "") + value; };
    return when.getFullYear() + "-" + two(when.getMonth() + 1) + "-" + two(when.getDate()) + " " + two(when.getHours()) + ":" + two(when.getMinutes());
  }

  /**
   * @param {any} about {site, statute, mode, title, unit, code, name, started, finished}
   * @param {{question: any, given: string, points: number, seconds: number}[]} rows
   */
  function result(about, rows) {
    var sum = function (pick) { return Math.round(rows.reduce(function (total, row) { return total + pick(row); }, 0) * 100) / 100; };
    return {
      tiaoli: "quiz-result", schema: 1, site: about.site, statute: about.statute, mode: about.mode, title: about.title,
      unit: about.unit || "", code: about.code || "", name: about.name || "", started: about.started, finished: about.finished,
      score: sum(function (row) { return row.points; }), full: sum(function (row) { return row.question.score; }),
      answers: rows.map(function (row) { return [row.question.id, row.question.rev, row.given, row.points, Math.round(row.seconds)]; })
    };
  }

  /** What is pasted into a message: lines for people, one line for the program. @param {any} one a result */
  function text(one) {
    var who = [one.unit && "单位：" + one.unit, "代号：" + one.code, one.name && "姓名：" + one.name].filter(Boolean).join("　");
    return [one.title, who, "得分：" + number(one.score) + "（满分 " + number(one.full) + "）　" + stamp(one.finished), "条理成绩:" + packed(one)].join("\n");
  }

  /** Rows as CSV that Excel opens: with a mark of UTF-8; what it would take for a formula starts with a quote. @param {string[][]} rows */
  function csv(rows) {
    return "\ufeff" + rows.map(function (row) {
      return row.map(function (cell) {
        var safe = /^[=+\-@\t\r]/.test(cell) ? "'" + cell : cell;
        return /[",\n\r]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
      }).join(",");
    }).join("\r\n") + "\r\n";
  }

  var api = { crc32: crc32, packed: packed, result: result, text: text, csv: csv, number: number, stamp: stamp };
  root.tiaoliQuizResult = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
