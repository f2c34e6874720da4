/* 条理: what a query means that is spelt otherwise: another character of the same sound, one wrong character, letters. */
(function (root) {
  "use strict";

  var text = root.tiaoliText || (typeof require === "function" ? require("./search-text.js") : null);
  var GAP = " ";

  /**
   * @param {any} data what tiaoli.search.data.build gives
   * @param {any} index of search-index.js
   * @param {any} words of search-words.js
   */
  function create(data, index, words) {
    var sounds = null, names = null, own = null, places = null, begun = null; // made at the first query that needs them

    /** The words of the statute that a query with one wrong character means: 打击抱复 -> 打击报复. */
    function oneWrong(query) {
      var folded = text.fold(query).replace(/ /g, "");
      if (folded.length < 3 || folded.length > 12) return "";
      var hay = index.said.join(GAP) + GAP + index.statute(), hard = words.hard(folded);
      if (hard < 3) return "";
      for (var i = 0; i < folded.length; i++) {
        var left = folded.slice(0, i), right = folded.slice(i + 1);
        if (/[\ue000-\uf7ff]/.test(folded.charAt(i))) continue;
        if (folded.length === 3 && (i === 0 || i === 2)) continue;
        for (var at = hay.indexOf(left || right); at >= 0; at = hay.indexOf(left || right, at + 1)) {
          var start = left ? at : at - 1, got = hay.substr(Math.max(start, 0), folded.length);
          if (start >= 0 && got.slice(i + 1) === right && got.slice(0, i) === left && got.indexOf(GAP) < 0 && got.charCodeAt(i) < 0xe000) return text.readable(got);
        }
      }
      return "";
    }

    /** Words that a query may be spelt as: terms, ways to ask, and the words of people and of the statute. */
    function spellings() {
      if (names) return names;
      sounds = readings(data.pinyin);
      own = data.terms.map(function (row) { return row[0]; });
      data.provisions.forEach(function (row) { own = own.concat(row[5].split(" ")); });
      data.words.forEach(function (row) { own = own.concat(row[1].split("|")); });
      own = once(own.concat(data.asking.limit));
      names = own;
      data.words.forEach(function (row) { names = names.concat(row[0].split("|")); });
      names = once(names);
      places = [own.join(GAP), index.statute()].map(function (hay) { return { hay: hay, at: byLetter(hay.split("")) }; });
      begun = { own: byLetter(own), all: byLetter(names) };
      return names;
    }

    /** First letter of what each begins with -> the places of those in the list. */
    function byLetter(list) {
      var found = {};
      list.forEach(function (said, at) {
        once((sounds[said.charAt(0)] || []).map(function (syllable) { return syllable.charAt(0); }), 1).forEach(function (letter) {
          (found[letter] = found[letter] || []).push(at);
        });
      });
      return found;
    }

    /** The names of a list that begin as the letters do. */
    function begins(list, letters, typed) {
      return (letters[typed.charAt(0)] || []).map(function (at) { return list[at]; });
    }

    /** Whether a name of as many characters sounds like what was typed. */
    function alike(name, typed) {
      if (name.length !== typed.length) return false;
      for (var i = 0; i < name.length; i++) {
        var its = sounds[name.charAt(i)] || [], heard = sounds[typed.charAt(i)] || [];
        if (name.charAt(i) !== typed.charAt(i) && !its.some(function (sound) { return heard.indexOf(sound) >= 0; })) return false;
      }
      return true;
    }

    /** A longer query of which one word is spelt by its sound: 受里期限 -> 受理期限. */
    function partSounds(query) {
      var folded = text.fold(query), all = spellings();
      if (folded.length < 4 || folded.length > 16) return "";
      for (var length = Math.min(5, folded.length - 1); length > 1; length--) {
        var sized = own.filter(function (name) { return name.length === length; });
        for (var at = 0; at + length <= folded.length; at++) {
          var part = folded.substr(at, length);
          if (all.indexOf(part) >= 0 || /[ \ue000-\uf7ff]/.test(part) || index.inStatute(part)) continue;
          var meant = sized.filter(function (name) { return alike(name, part); })[0];
          if (meant) return text.readable(folded.slice(0, at) + meant + folded.slice(at + length));
        }
      }
      return "";
    }

    /** The word that sounds the same: 复察 -> 复查. */
    function sameSound(query) {
      var folded = text.fold(query).replace(/ /g, "");
      if (folded.length < 2 || folded.length > 8) return "";
      var same = spellings().filter(function (name) { return alike(name, folded); });
      return same.indexOf(folded) >= 0 ? "" : same[0] || "";
    }

    /** What letters stand for: whole syllables (fucha) or initials (fcfh), in the statute's own words. */
    function byPinyin(query) {
      var typed = query.toLowerCase().replace(/[^a-z]/g, "");
      spellings();
      var all = begins(names, begun.all, typed), exact = begins(own, begun.own, typed).filter(function (name) { return spells(name, typed, sounds, true); });
      if (exact.length) return shortest(exact);
      var top = oftenest(places[0], typed, 1) || oftenest(places[1], typed, 2); // once in the text may be by chance, across two words
      if (top) return text.readable(top);
      exact = all.filter(function (name) { return spells(name, typed, sounds, true); });
      if (!exact.length) exact = all.filter(function (name) { return spells(name, typed, sounds, false); });
      return exact.length ? shortest(exact) : "";
    }

    /** A query of which a part is letters: 乡镇lxhy -> 乡镇联席会议. */
    function partLetters(query) {
      var met = false, meant = query.replace(/[a-z]{2,}/gi, function (letters) {
        var word = letters.length > 2 ? byPinyin(letters) : byInitials(letters.toLowerCase());
        met = met || Boolean(word);
        return word || letters;
      });
      return met ? meant : "";
    }

    /** The word of two characters that two letters stand for beside other words, the commonest in the statute: fc 期限. */
    function byInitials(letters) {
      var hay = index.statute(), top = "", most = 0;
      spellings();
      if (letters[0] === letters[1]) return ""; // qq群
      begins(own, begun.own, letters).forEach(function (name) {
        if (name.length !== letters.length || !starts(name, letters, sounds)) return;
        var times = hay.split(name).length;
        if (times > most) { most = times; top = name; }
      });
      return top;
    }

    /** What the letters stand for most often in a text, so many times at least. */
    function oftenest(place, typed, least) {
      var tally = {}, top = "";
      (place.at[typed.charAt(0)] || []).forEach(function (at) {
        var length = spelt(place.hay, at, typed, sounds);
        if (length < 2) return;
        var got = place.hay.substr(at, length);
        tally[got] = (tally[got] || 0) + 1;
        if (!top || tally[got] > tally[top]) top = got;
      });
      return top && tally[top] >= least ? top : "";
    }

    return { sameSound: sameSound, partSounds: partSounds, oneWrong: oneWrong, byPinyin: byPinyin, partLetters: partLetters };
  }

  /** Each once, of two characters or so many at least. */
  function once(names, least) {
    return Array.from(new Set(names)).filter(function (name) { return name.length >= (least || 2); });
  }

  function shortest(names) { return names.sort(function (a, b) { return a.length - b.length; })[0]; }

  /** "a2ai13" (the common characters in the order of GB 2312, which is by sound) and "chang:长 fu:复" as character -> its syllables. */
  function readings(table) {
    var found = {}, at = 0, bytes = new Uint8Array(2 * 94 * 40), common = "";
    for (var i = 0; i < bytes.length; i += 2) { bytes[i] = 0xb0 + Math.floor(i / 188); bytes[i + 1] = 0xa1 + i / 2 % 94; }
    try { common = new TextDecoder("gbk").decode(bytes); } catch (_) { /* a browser without this table knows fewer sounds */ }
    table[0].replace(/([a-z]+)(\d+)/g, function (all, syllable, count) {
      for (var last = at + +count; at < last && at < common.length; at++) found[common.charAt(at)] = [syllable];
      return all;
    });
    table[1].split(" ").forEach(function (row) {
      var cut = row.indexOf(":"), syllable = row.slice(0, cut);
      row.slice(cut + 1).split("").forEach(function (c) { (found[c] = found[c] || []).push(syllable); });
    });
    return found;
  }

  /** Number of characters from `at` whose syllables (or, all of them, initials) are the letters; 0 for none. */
  function spelt(hay, at, typed, sounds) {
    var first = sounds[hay.charAt(at)] || [];
    if (!first.some(function (syllable) { return syllable.charCodeAt(0) === typed.charCodeAt(0); })) return 0;
    return full(at, 0) || initials(at);
    function full(i, done) {
      if (done === typed.length) return i - at;
      var own = sounds[hay.charAt(i)] || [];
      for (var n = 0; n < own.length; n++) {
        if (typed.substr(done, own[n].length) === own[n]) {
          var got = full(i + 1, done + own[n].length);
          if (got) return got;
        }
      }
      return 0;
    }
    function initials(i) {
      return typed.length > 2 && starts(hay.substr(i, typed.length), typed, sounds) ? typed.length : 0;
    }
  }

  /** Whether the letters are the initials of the characters. */
  function starts(said, letters, sounds) {
    return said.length === letters.length && said.split("").every(function (c, n) {
      return (sounds[c] || []).some(function (syllable) { return syllable.charAt(0) === letters.charAt(n); });
    });
  }

  /** Whether a name is spelt by the letters, wholly or from its start. */
  function spells(name, typed, sounds, wholly) {
    var got = spelt(name, 0, typed, sounds);
    return wholly ? got === name.length : got > 1;
  }

  var api = { create: create };
  root.tiaoliSpelling = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof window !== "undefined" ? window : globalThis);
