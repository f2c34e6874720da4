/* 条理: a Word file read in the browser, on this device only. Zip and DEFLATE (RFC 1951) are read here and not by
   DecompressionStream, which the browsers of many offices and phones (Chromium before 103, Safari before 16.4) don't have. */
(function (root) {
  "use strict";

  var W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  /** Most bytes that a part may unpack to: far more than an essay has. */
  var MOST = 40e6;
  var LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  var LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
  var DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
  var DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
  var ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

  /** A mistake in the file, said in Chinese. @param {string} message @returns {Error} */
  function fault(message) { return new Error(message); }

  /**
   * Canonical Huffman code of code lengths (RFC 1951, 3.2.2): how many codes of each length, symbols in order.
   * @param {number[]} lengths
   */
  function code(lengths) {
    var counts = new Array(16).fill(0), starts = new Array(16).fill(0), symbols = new Array(lengths.length).fill(0), i;
    lengths.forEach(function (n) { counts[n]++; });
    counts[0] = 0;
    for (i = 1; i < 16; i++) starts[i] = starts[i - 1] + counts[i - 1];
    lengths.forEach(function (n, symbol) { if (n) symbols[starts[n]++] = symbol; });
    return { counts: counts, symbols: symbols };
  }

  /**
   * Unpack raw DEFLATE data of a known size.
   * @param {Uint8Array} data
   * @param {number} size
   * @returns {Uint8Array}
   */
  function inflate(data, size) {
    var out = new Uint8Array(size), at = 0, place = 0, bit = 0;

    /** @param {number} n */
    function bits(n) {
      var value = 0;
      for (var i = 0; i < n; i++) {
        if (place >= data.length) throw fault("文件不完整");
        value |= ((data[place] >> bit) & 1) << i;
        if (++bit === 8) { bit = 0; place++; }
      }
      return value;
    }

    /** @param {{counts: number[], symbols: number[]}} table */
    function symbol(table) {
      var value = 0, first = 0, index = 0;
      for (var n = 1; n < 16; n++) {
        value |= bits(1);
        var count = table.counts[n];
        if (value - count < first) return table.symbols[index + value - first];
        index += count;
        first = (first + count) << 1;
        value <<= 1;
      }
      throw fault("文件已损坏");
    }

    /** @param {any} literals @param {any} distances */
    function codes(literals, distances) {
      for (;;) {
        var next = symbol(literals);
        if (next === 256) return;
        if (next < 256) {
          if (at >= size) throw fault("文件大小不对");
          out[at++] = next;
          continue;
        }
        next -= 257;
        var length = LENGTHS[next] + bits(LENGTH_BITS[next]), far = symbol(distances);
        var back = DISTANCES[far] + bits(DISTANCE_BITS[far]);
        if (back > at || at + length > size) throw fault("文件已损坏");
        for (var i = 0; i < length; i++, at++) out[at] = out[at - back];
      }
    }

    for (var last = 0; !last;) {
      last = bits(1);
      var kind = bits(2), i, lengths = [];
      if (kind === 0) {
        if (bit) { bit = 0; place++; }
        var count = data[place] | (data[place + 1] << 8);
        place += 4;
        if (at + count > size || place + count > data.length) throw fault("文件已损坏");
        out.set(data.subarray(place, place + count), at);
        at += count;
        place += count;
      } else if (kind === 1) {
        for (i = 0; i < 288; i++) lengths.push(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
        codes(code(lengths), code(new Array(30).fill(5)));
      } else if (kind === 2) {
        var literal = bits(5) + 257, distance = bits(5) + 1, most = bits(4) + 4, short = new Array(19).fill(0);
        for (i = 0; i < most; i++) short[ORDER[i]] = bits(3);
        var table = code(short);
        while (lengths.length < literal + distance) {
          var one = symbol(table);
          if (one < 16) { lengths.push(one); continue; }
          var before = one === 16 ? lengths[lengths.length - 1] : 0;
          var times = one === 16 ? 3 + bits(2) : one === 17 ? 3 + bits(3) : 11 + bits(7);
          while (times--) lengths.push(before);
        }
        codes(code(lengths.slice(0, literal)), code(lengths.slice(literal)));
      } else {
        throw fault("文件已损坏");
      }
    }
    return out;
  }

  /**
   * Parts of a zip by name; only those that are wanted are unpacked.
   * @param {ArrayBuffer} buffer
   * @param {RegExp} wanted
   * @returns {Record<string, Uint8Array>}
   */
  function unzip(buffer, wanted) {
    var data = new Uint8Array(buffer), view = new DataView(buffer), end = data.length - 22, parts = /** @type {Record<string, Uint8Array>} */ ({});
    if (data.length < 22 || view.getUint32(0, true) !== 0x04034b50) throw fault("不是 Word 文件（docx）");
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
    if (end < 0) throw fault("文件不完整");
    var count = view.getUint16(end + 10, true), at = view.getUint32(end + 16, true), total = 0;
    for (var i = 0; i < count; i++) {
      if (view.getUint32(at, true) !== 0x02014b50) throw fault("文件已损坏");
      var flags = view.getUint16(at + 8, true), method = view.getUint16(at + 10, true), packed = view.getUint32(at + 20, true);
      var size = view.getUint32(at + 24, true), long = view.getUint16(at + 28, true), start = view.getUint32(at + 42, true);
      var name = String.fromCharCode.apply(null, [].slice.call(data, at + 46, at + 46 + long));
      at += 46 + long + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
      if (!wanted.test(name)) continue;
      if (flags & 1) throw fault("文件加了密码，请去掉密码后再试");
      total += size;
      if (total > MOST) throw fault("文件解开后太大，不像一份文稿");
      var from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
      var raw = data.subarray(from, from + packed);
      parts[name] = method === 0 ? raw : inflate(raw, size);
    }
    return parts;
  }

  /** @param {Uint8Array | undefined} part @returns {Document | null} */
  function xml(part) {
    if (!part) return null;
    var made = new DOMParser().parseFromString(new TextDecoder("utf-8").decode(part), "application/xml");
    return made.getElementsByTagName("parsererror").length ? null : made;
  }

  /** @param {Document | Element} node @param {string} tag @returns {Element[]} */
  function all(node, tag) { return [].slice.call(node.getElementsByTagNameNS(W, tag)); }

  /** Whether a run is hidden text: it doesn't print, and is counted by nobody. @param {Element} run @returns {boolean} */
  function hidden(run) {
    var mark = run.localName === "r" && all(run, "vanish")[0];
    return !!mark && !/^(?:0|false|off)$/.test(mark.getAttributeNS(W, "val") || "");
  }

  /** Text of an element: insertions taken, deletions and hidden text left out. @param {Element} node @returns {string} */
  function words(node) {
    var out = "";
    (function walk(/** @type {Element} */ from) {
      [].forEach.call(from.children, function (/** @type {Element} */ child) {
        var tag = child.localName;
        if (tag === "t" && child.namespaceURI === W) out += child.textContent;
        else if (tag === "tab" || tag === "br") out += " ";
        else if (!hidden(child) && tag !== "del" && tag !== "moveFrom" && tag !== "pPr" && tag !== "txbxContent" && tag !== "Fallback") walk(child);
      });
    })(node);
    return out.trim();
  }

  /**
   * Paragraphs and traces of a docx.
   * @param {ArrayBuffer} buffer
   */
  function read(buffer) {
    var parts = unzip(buffer, /^(?:word\/(?:document\d*|header\d*|footer\d*|comments|footnotes)\.xml|docProps\/(?:core|app|custom)\.xml)$/);
    var name = Object.keys(parts).filter(function (key) { return /^word\/document\d*\.xml$/.test(key); })[0];
    var main = xml(parts[name]);
    if (!main) throw fault("没有找到正文，不是 Word 文件（docx）或已损坏");
    var traces = /** @type {{where: string, text: string}[]} */ ([]);
    Object.keys(parts).forEach(function (key) {
      var made = xml(parts[key]);
      if (!made || !/header|footer/.test(key)) return;
      var said = all(made, "p").map(words).filter(Boolean).join(" ");
      if (said && !/^[\s\-—–－第页共/of\d]*$/i.test(said)) traces.push({ where: /header/.test(key) ? "页眉" : "页脚", text: said });
    });
    var comments = xml(parts["word/comments.xml"]);
    if (comments) all(comments, "comment").forEach(function (one) { traces.push({ where: "批注", text: words(one) }); });
    var changes = ["ins", "del", "moveFrom", "moveTo"].reduce(function (sum, tag) { return sum + all(main, tag).length; }, 0);
    ["docProps/core.xml", "docProps/app.xml"].forEach(function (key) {
      var made = xml(parts[key]);
      [["creator", "作者"], ["lastModifiedBy", "上次保存者"], ["Company", "单位"], ["Manager", "经理"]].forEach(function (pair) {
        var nodes = made ? [].slice.call(made.getElementsByTagNameNS("*", pair[0])) : [];
        var said = nodes.map(function (/** @type {Element} */ node) { return (node.textContent || "").trim(); }).filter(Boolean)[0] || "";
        if (said && !/^(?:user|users|admin|administrator|microsoft.*|微软.*|用户|windows.*|wps.*|python-docx|tiaoli|unknown|\d+)$/i.test(said)) {
          traces.push({ where: "文件属性（" + pair[1] + "）", text: said });
        }
      });
    });
    var unseen = all(main, "r").filter(hidden).map(function (run) { return all(run, "t").map(function (t) { return t.textContent; }).join("").trim(); }).filter(Boolean);
    if (unseen.length) traces.push({ where: "隐藏文字", text: unseen.join(" ") });
    var page = 1, paragraphs = /** @type {{text: string, page: number}[]} */ ([]);
    all(main, "p").concat(xml(parts["word/footnotes.xml"]) ? all(/** @type {Document} */ (xml(parts["word/footnotes.xml"])), "p") : []).forEach(function (p) {
      if (all(p, "pageBreakBefore").length) page++;
      var text = words(p);
      if (text) paragraphs.push({ text: text, page: page });
      if (all(p, "br").some(function (b) { return b.getAttributeNS(W, "type") === "page"; }) || all(p, "sectPr").length) page++;
    });
    if (!paragraphs.length) throw fault("没有文字，可能只有图片");
    return { paragraphs: paragraphs, traces: traces, changes: changes };
  }

  root.tiaoliDocx = { read: read, inflate: inflate };
  if (typeof module !== "undefined" && module.exports) module.exports = root.tiaoliDocx;
})(typeof window !== "undefined" ? /** @type {any} */ (window) : /** @type {any} */ (globalThis));
