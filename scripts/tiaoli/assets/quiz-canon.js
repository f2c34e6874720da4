/* 条理: answers as they are compared. The rules are those of the audit (quiz/audit/canon.py), the cases shared:
   numerals as digits, width and punctuation aside, 天 as 日, the statute under whatever name as one sign. */
(function (root) {
  "use strict";

  var NUMERAL = "零〇○一二三四五六七八九十百千万两0-9０-９";
  var DIGITS = { "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9 };
  var UNITS = { "十": 10, "百": 100, "千": 1000 };
  var WIDTH = { ",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", "[": "〔", "]": "〕", "［": "〔", "］": "〕",
    "【": "〔", "】": "〕", "｡": "。", "．": ".", "「": "“", "」": "”", "『": "‘", "』": "’", "﹑": "、", "､": "、" };
  var PUNCTUATION = "，。；：、！？“”‘’（）〔〕《》〈〉—-–…·.．,;:!?()[]~～　 \n";
  var UNIT = "章|条|项|款|种|个?工作日|个?小时|个?月|个?周|日|天|年|人|名|元|万元|倍|次|件|%|％|成|分之";
  var SELF = "[本该](?:条例|法典|法(?!人|律|规|治|定|院)|办法|规定|决定|规则|细则|准则|章程)";
  var ALIKE = [["应当", "应"], ["应该", "应"], ["或者", "或"], ["与", "和"], ["以内", "内"], ["之内", "内"], ["不得超过", "不超过"], ["不得少于", "不少于"]];
  var PROVISION = new RegExp("第（?([" + NUMERAL + "]{1,8})）?(条|款|项|章|节)", "g");
  var COUNTED = new RegExp("([" + NUMERAL + "]+)(" + UNIT + ")", "g");
  var AMOUNT = new RegExp("^第?([" + NUMERAL + "]{1,8})(" + UNIT + ")?内?$");
  var UNIT_FIRST = new RegExp("^(" + UNIT + ")");

  /** Value of a Chinese or Arabic numeral, -1 when it is none. @param {string} text @returns {number} */
  function value(text) {
    text = text.trim().replace(/[０-９]/g, function (c) { return String(c.charCodeAt(0) - 0xff10); });
    if (!text) return -1;
    if (/^[\x00-\x7f]+$/.test(text)) return /^\d+$/.test(text) ? Number(text) : -1;
    var ten = text.indexOf("万");
    if (ten >= 0) {
      var high = value(text.slice(0, ten)), low = ten + 1 < text.length ? value(text.slice(ten + 1)) : 0;
      return high < 0 || low < 0 ? -1 : high * 10000 + low;
    }
    var all = text.split("");
    if (all.every(function (c) { return c in DIGITS; })) return Number(all.map(function (c) { return DIGITS[c]; }).join(""));
    var total = 0, digit = -1, last = 10000;
    for (var i = 0; i < all.length; i += 1) {
      var c = all[i];
      if (c in UNITS) {
        if (UNITS[c] >= last || digit === 0) return -1;
        total += (digit < 0 ? 1 : digit) * UNITS[c];
        last = UNITS[c];
        digit = -1;
      } else if (c in DIGITS) {
        if (digit > 0) return -1;
        digit = DIGITS[c];
      } else return -1;
    }
    return total + Math.max(digit, 0);
  }

  /** @param {string} number */
  function digits(number) {
    var found = value(number);
    return found < 0 ? number : String(found);
  }

  /** @param {string} unit */
  function unitOf(unit) {
    unit = unit.replace(/^个/, "");
    return unit === "天" ? "日" : unit === "名" ? "人" : unit;
  }

  /** Width and white space put aside. @param {string} text */
  function squeeze(text) {
    var out = "";
    for (var i = 0; i < text.length; i += 1) {
      var c = text.charAt(i), code = text.charCodeAt(i);
      if ((code >= 0xff10 && code <= 0xff19) || (code >= 0xff21 && code <= 0xff3a) || (code >= 0xff41 && code <= 0xff5a)) c = String.fromCharCode(code - 0xfee0);
      out += WIDTH[c] || c;
    }
    return out.replace(/[\s\u200b\ufeff\u2060]+/g, "").replace(/"([^"]*)"/g, "“$1”");
  }

  /** A pattern of the names that mean the statute itself. @param {string[]} names */
  function namesOf(names) {
    var all = names.slice().sort(function (a, b) { return b.length - a.length; }).map(function (name) { return name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); });
    var bare = all.filter(function (name) { return name.length > 4; });
    return new RegExp("《(?:" + all.join("|") + ")》(?:（试行）)?|" + bare.concat(SELF).join("|"), "g");
  }

  /** The compared form: no punctuation, no 的. @param {string} text @param {string[]} names */
  function plain(text, names) {
    text = squeeze(text).replace(namesOf(names), "§");
    ALIKE.forEach(function (pair) { text = text.split(pair[0]).join(pair[1]); });
    text = text.replace(/(可)?以及(?!时)/g, function (whole, before) { return before ? whole : "和"; });
    text = text.replace(PROVISION, function (whole, number, level) { return "第" + digits(number) + level; });
    text = text.replace(COUNTED, function (whole, number, unit) { return number.length > 8 ? whole : digits(number) + unitOf(unit); });
    return text.split("").filter(function (c) { return c !== "的" && PUNCTUATION.indexOf(c) < 0; }).join("");
  }

  /** An amount and its unit ("" where none is written), null for anything else. @param {string} text */
  function amount(text) {
    var match = AMOUNT.exec(text);
    return match && value(match[1]) >= 0 ? { number: value(match[1]), unit: match[2] ? unitOf(match[2]) : "" } : null;
  }

  /**
   * Whether what was typed into a blank is one of its answers: 六十, 60, 60日 and 60天 are one, 60个工作日 is another.
   * @param {string} given @param {string[]} answers @param {string} after the stem's text behind the blank @param {string[]} names
   */
  function accepts(given, answers, after, names) {
    var own = plain(given, names), follows = UNIT_FIRST.exec(squeeze(after)), unit = follows ? unitOf(follows[1]) : "";
    if (!own) return false;
    var counted = amount(own.replace(/以?内$/, ""));
    return answers.some(function (answer) {
      var wanted = plain(answer, names);
      if (wanted === own) return true;
      var number = amount(wanted);
      if (!number || !counted || number.number !== counted.number) return false;
      var right = number.unit || unit;
      return !counted.unit || !right || counted.unit === right;
    });
  }

  var api = { value: value, plain: plain, accepts: accepts };
  root.tiaoliQuizCanon = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
