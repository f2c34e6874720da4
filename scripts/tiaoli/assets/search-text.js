/* 条理: text as the search compares it. One character a sign, one character a number, so that 第三十四条 is 第34条 and
   5日 never hides in 15日. Loaded with the data on first use; also by Node for the tests. */
(function (root) {
  "use strict";

  var NUMBER = 0xe000; // numbers 0…5999 are one private character each
  var NUMBERS = 6000;
  var WORKDAY = 0xf7f0, HOUR = 0xf7f1, MONTHS = 0xf7f2; // units of more than one character, after a number only
  var GAP = 32;
  var DIGITS = { "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9 };
  var UNITS = { "十": 10, "百": 100, "千": 1000 };
  /** Units after a number, longest first, and what is written for each. @type {[string, string][]} */
  var COUNTED = [
    ["个工作日", "\uf7f0"], ["个工作天", "\uf7f0"], ["工作日", "\uf7f0"], ["工作天", "\uf7f0"], ["个自然日", "日"], ["自然日", "日"],
    ["个小时", "\uf7f1"], ["小时", "\uf7f1"], ["钟头", "\uf7f1"], ["个月", "\uf7f2"], ["个星期", "周"], ["个礼拜", "周"],
    ["星期", "周"], ["礼拜", "周"], ["个人", "人"], ["天", "日"], ["日", "日"], ["名", "人"], ["位", "人"], ["人", "人"], ["周", "周"],
    ["月", "月"], ["年", "年"], ["条", "条"], ["款", "款"], ["项", "项"], ["目", "目"], ["章", "章"], ["节", "节"], ["编", "编"],
    ["个", "个"], ["次", "次"]
  ];
  /** First characters of the units. @type {Record<string, boolean>} */
  var COUNTS = {};
  COUNTED.forEach(function (row) { COUNTS[row[0].charAt(0)] = true; });
  var DROPPED = "“”‘’\"'《》〈〉「」『』、，,·（）()〔〕[]【】…—～~`*_#|<>\u200b\ufeff\ufe4f";
  var GAPS = " \u3000\t\r\n。；：！？!?;:./\\-+=&%$@^{}";

  /** What becomes of each character: itself, 0 (left out), GAP, or its simplified or half-width form. @type {Uint16Array} */
  var map = new Uint16Array(65536);
  /** 1: digit, 2: Chinese numeral. @type {Uint8Array} */
  var numeral = new Uint8Array(65536);
  (function () {
    var i;
    for (i = 0; i < 65536; i++) map[i] = i;
    for (i = 0xff01; i < 0xff5f; i++) map[i] = i - 0xfee0;
    for (i = 65; i < 91; i++) map[i] = map[i + 0xfee0] = i + 32;
    for (i = 0; i < DROPPED.length; i++) map[DROPPED.charCodeAt(i)] = 0;
    for (i = 0; i < GAPS.length; i++) map[GAPS.charCodeAt(i)] = GAP;
    for (i = 0xff01; i < 0xff5f; i++) if (map[i] < 128) map[i] = map[map[i]];
    for (i = 0; i < 10; i++) numeral[48 + i] = numeral[0xff10 + i] = 1;
    "零〇○一二两三四五六七八九十百千万".split("").forEach(function (c) { numeral[c.charCodeAt(0)] = 2; });
    map["兩".charCodeAt(0)] = "两".charCodeAt(0);
    numeral["兩".charCodeAt(0)] = 2;
  })();

  /**
   * Learn traditional characters: pairs in one string, each the traditional form and then the simplified.
   * @param {string} pairs
   */
  function learn(pairs) {
    for (var i = 0; i + 1 < pairs.length; i += 2) map[pairs.charCodeAt(i)] = pairs.charCodeAt(i + 1);
  }

  /**
   * Value of a numeral, -1 when it is none: 六十 60, 一百零一 101, 34 34, 十十 -1.
   * @param {string} text half-width digits or Chinese, not mixed
   * @returns {number}
   */
  function value(text) {
    if (/^[0-9]+$/.test(text)) return text.length > 9 ? -1 : parseInt(text, 10);
    if (/[0-9]/.test(text)) return -1;
    var cut = text.indexOf("万");
    if (cut >= 0) {
      var high = value(text.slice(0, cut)), low = cut + 1 < text.length ? value(text.slice(cut + 1)) : 0;
      return cut && high >= 0 && low >= 0 ? high * 10000 + low : -1;
    }
    var i, all = 0;
    if (!/[十百千]/.test(text)) {
      for (i = 0; i < text.length; i++) all = all * 10 + DIGITS[text.charAt(i)];
      return text ? all : -1;
    }
    var digit = -1, last = 10000;
    for (i = 0; i < text.length; i++) {
      var c = text.charAt(i), unit = UNITS[c];
      if (unit) {
        if (unit >= last || digit === 0) return -1;
        all += (digit < 0 ? 1 : digit) * unit;
        last = unit;
        digit = -1;
      } else {
        if (digit > 0) return -1;
        digit = DIGITS[c];
      }
    }
    return all + Math.max(digit, 0);
  }

  /**
   * Write the compared form of source[from…to) to out and return the new length.
   * `at`, if given, gets for every character written the place in `source` that it comes from.
   * @param {string} source
   * @param {number} from
   * @param {number} to
   * @param {Uint16Array} out
   * @param {number} length
   * @param {Int32Array | null} at
   * @returns {number}
   */
  function write(source, from, to, out, length, at) {
    var i = from;
    while (i < to) {
      var code = source.charCodeAt(i);
      if (!numeral[code]) {
        var to1 = map[code];
        if (to1 && !(to1 === GAP && (length === 0 || out[length - 1] === GAP))) {
          if (at) at[length] = i;
          out[length++] = to1;
        }
        i++;
        continue;
      }
      var end = i + 1, kind = numeral[code];
      while (end < to && numeral[source.charCodeAt(end)] === kind) end++;
      length = number(source, i, end, to, out, length, at);
      i = resume;
    }
    return length;
  }

  var resume = 0; // where `number` stopped reading

  /** One numeral and its unit; a Chinese one stays as it is where it only looks like a number (一级, 两委). */
  function number(source, from, end, to, out, length, at) {
    var text = "", i, digits = numeral[source.charCodeAt(from)] === 1;
    for (i = from; i < end; i++) text += String.fromCharCode(map[source.charCodeAt(i)]);
    var rest = end;
    while (rest < to && rest < end + 2 && source.charCodeAt(rest) === 32) rest++;
    var ahead = "";
    for (i = rest; i < to && i < rest + 4; i++) ahead += String.fromCharCode(map[source.charCodeAt(i)] || 65533);
    var unit = null;
    if (COUNTS[ahead.charAt(0)]) for (i = 0; i < COUNTED.length && !unit; i++) if (ahead.indexOf(COUNTED[i][0]) === 0) unit = COUNTED[i];
    if (length > 1 && out[length - 1] === GAP && out[length - 2] === 0x7b2c) length--; // 第 34 条
    var before = length ? out[length - 1] : 0;
    var sure = digits || unit || before === 0x7b2c /* 第 */ || before === 0x4e4b /* 之 */ || (text.length > 1 && /[十百千]/.test(text));
    var amount = sure ? value(text) : -1;
    if (amount < 0) {
      for (i = from; i < end; i++) {
        if (at) at[length] = i;
        out[length++] = map[source.charCodeAt(i)];
      }
      resume = end;
      return length;
    }
    if (at) at[length] = from;
    out[length++] = NUMBER + (amount < NUMBERS ? amount : 5000 + (amount % 1000));
    resume = end;
    if (unit) {
      if (at) at[length] = rest;
      out[length++] = unit[1].charCodeAt(0);
      resume = rest + unit[0].length;
      if ((ahead = source.substr(resume, 2)) === "之内" || ahead === "以内") resume++; // 60日以内 is 60日内
    }
    return length;
  }

  /**
   * The compared form of a text.
   * @param {string} text
   * @returns {string}
   */
  function fold(text) {
    var out = new Uint16Array(text.length);
    return string(out, write(text, 0, text.length, out, 0, null)).replace(/ $/, "");
  }

  /**
   * The compared form with the place of every character in the text.
   * @param {string} text
   * @returns {{text: string, at: Int32Array}} at has one entry more: the text's length
   */
  function foldAt(text) {
    var out = new Uint16Array(text.length), at = new Int32Array(text.length + 1);
    var length = write(text, 0, text.length, out, 0, at);
    at[length] = text.length;
    return { text: string(out, length), at: at };
  }

  /** @param {Uint16Array} codes @param {number} length @returns {string} */
  function string(codes, length) {
    if (typeof TextDecoder !== "undefined" && length > 4096) return new TextDecoder("utf-16le").decode(codes.subarray(0, length));
    var parts = "";
    for (var i = 0; i < length; i += 4096) parts += String.fromCharCode.apply(null, codes.subarray(i, Math.min(length, i + 4096)));
    return parts;
  }

  /**
   * The compared form in characters that people read: what the cases in tests/cases/normalise.yml state.
   * @param {string} text
   * @returns {string}
   */
  function normalise(text) {
    return readable(fold(text));
  }

  /** @param {string} folded @returns {string} */
  function readable(folded) {
    return folded.replace(/[\ue000-\uf76f]/g, function (c) { return String(c.charCodeAt(0) - NUMBER); })
      .replace(/\uf7f0/g, "工作日").replace(/\uf7f1/g, "小时").replace(/\uf7f2/g, "个月");
  }

  /** A query with 伍日, 陆拾天 written as 五日, 六十天 (队伍 stays), 八个代表 as 八人代表, 俩月 as 两个月 and 五月一号 as 五月一日. @param {string} query @returns {string} */
  function plain(query) {
    return query.replace(/(月[0-9一二三四五六七八九十]{1,3})[号號]/g, "$1日").replace(/俩/g, "两个").replace(/仨/g, "三个").replace(/(^|[^队])([壹贰叁肆伍陆柒捌玖拾佰]+)(?=\s?[个日天人名位条款项章周月])/g, function (_, before, number) {
      return before + number.replace(/./g, function (c) { return "一二三四五六七八九十百".charAt("壹贰叁肆伍陆柒捌玖拾佰".indexOf(c)); });
    }).replace(/([0-9一二两三四五六七八九十百]\s?)个(?=代表)/g, "$1人");
  }

  /** The number that a character of the compared form stands for, -1 for any other. @param {string} c */
  function numberOf(c) {
    var code = c.charCodeAt(0) - NUMBER;
    return code >= 0 && code < NUMBERS ? code : -1;
  }

  var api = { learn: learn, plain: plain, fold: fold, foldAt: foldAt, write: write, string: string, normalise: normalise, readable: readable,
    numberOf: numberOf, value: value, NUMBER: NUMBER, GAP: GAP };
  root.tiaoliText = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
