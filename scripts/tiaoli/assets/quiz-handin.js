/* 条理: handing a result in: a file, a text to paste where files are refused, a record to print. Nothing is sent anywhere. */
(function () {
  "use strict";

  var store = /** @type {any} */ (window).tiaoliQuizStore, results = /** @type {any} */ (window).tiaoliQuizResult;
  var make = /** @type {any} */ (window).tiaoli.make, button = /** @type {any} */ (window).tiaoli.button;
  var CODE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", made = 0;

  /** Unit, code and name as kept; the code is made once and says nothing of who it is. */
  function who() {
    var kept = store.get("quiz-who");
    if (kept && typeof kept.code === "string" && kept.code) return kept;
    var code = "";
    var random = new Uint8Array(6);
    (window.crypto || { getRandomValues: function () { for (var i = 0; i < 6; i += 1) random[i] = Math.random() * 256; } }).getRandomValues(random);
    for (var i = 0; i < 6; i += 1) code += CODE.charAt(random[i] % CODE.length);
    kept = { unit: (kept && kept.unit) || "", code: code, name: "" };
    store.put("quiz-who", kept);
    return kept;
  }

  /** @param {string} name @param {string} type @param {string} content */
  function download(name, type, content) {
    var link = make("a", { download: name, href: URL.createObjectURL(new Blob([content], { type: type })) });
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  /**
   * 成绩-单位-代号-日期.json: what an organiser sees in a folder of hundreds, in characters that every system takes.
   * @param {any} own @param {number} finished seconds
   */
  function fileName(own, finished) {
    var day = new Date(finished * 1000), two = function (number) { return (number < 10 ? "0" : "") + number; };
    var parts = [own.unit, own.code].map(function (part) { return part.replace(/[^0-9A-Za-z\u4e00-\u9fff_]/g, "").slice(0, 20); });
    parts.push("" + day.getFullYear() + two(day.getMonth() + 1) + two(day.getDate()));
    return "成绩-" + parts.filter(Boolean).join("-") + ".json";
  }

  /** Print one part of the page alone. @param {HTMLElement} part */
  function print(part) {
    var html = document.documentElement;
    html.setAttribute("data-tl-print", "");
    part.setAttribute("data-tl-printed", "");
    var after = function () {
      html.removeAttribute("data-tl-print");
      part.removeAttribute("data-tl-printed");
      window.removeEventListener("afterprint", after);
    };
    window.addEventListener("afterprint", after);
    window.print();
  }

  /** @param {string} label @param {string} value @param {string} hint @param {(value: string) => void} changed */
  function field(label, value, hint, changed) {
    var id = "tl-who-" + (made += 1), input = make("input", { type: "text", id: id, autocomplete: "off", maxlength: "60", "class": "tl-q-input", "aria-describedby": id + "-hint" });
    input.value = value;
    input.addEventListener("input", function () { changed(input.value.trim()); });
    return make("div", { "class": "tl-who" }, [make("label", { "for": id }, [label]), input, make("span", { id: id + "-hint", "class": "tl-q-note" }, [hint])]);
  }

  /**
   * The block below a result.
   * @param {any} about as for tiaoliQuizResult.result, without unit, code and name
   * @param {any[]} rows @param {any[][]} parts [chapter, questions, right] for the record
   */
  function block(about, rows, parts) {
    var own = Object.assign({}, who()), status = make("p", { role: "status", "class": "tl-q-note" });
    var area = make("textarea", { rows: "5", readonly: "", hidden: "", "class": "tl-q-input", "aria-label": "成绩文本，全部选中后复制" });
    var sheet = make("div", { "class": "tl-record", "aria-hidden": "true" });
    var changed = function (key) { return function (value) { own[key] = value; store.put("quiz-who", own); area.hidden = true; }; };
    var now = function () { return results.result(Object.assign({}, about, own), rows); };

    var save = button("tl-button", "下载成绩文件", ""), copy = button("tl-button", "复制成绩文本", ""), paper = button("tl-button", "打印成绩记录", "");
    save.addEventListener("click", function () {
      download(fileName(own, about.finished), "application/json", JSON.stringify(now()));
      status.textContent = "已交给浏览器下载。微信里没有反应的，请用“复制成绩文本”。";
    });
    copy.addEventListener("click", function () {
      var text = results.text(now());
      area.value = text;
      /** @type {any} */ (window).tiaoli.copy(text, function (done) {
        area.hidden = done;
        status.textContent = done ? "已复制，粘贴到微信或者邮件里发给组织者。" : "浏览器不让复制，成绩文本已选中：按 Ctrl+C，或者长按后点“复制”。";
        if (!done) { area.focus(); area.select(); area.setSelectionRange(0, text.length); }
      });
    });
    paper.addEventListener("click", function () {
      record(sheet, now(), parts);
      print(sheet);
    });
    return make("section", { "class": "tl-handin", "aria-labelledby": "hand-in" }, [
      make("h2", { id: "hand-in" }, ["交成绩"]),
      make("p", { "class": "tl-q-note" }, ["要不要交、交给谁，由您自己决定；网页不会发送任何内容。默认只有代号，组织者按代号对人。"]),
      field("单位", own.unit, "按组织者给的写法填", changed("unit")),
      field("代号", own.code, "自动生成，可以改成组织者发的代号", changed("code")),
      field("姓名（可不填）", own.name, "填了就会写进成绩里", changed("name")),
      make("p", { "class": "tl-buttons" }, [save, copy, paper]), status, area, sheet
    ]);
  }

  /** The record as it is printed. @param {HTMLElement} sheet @param {any} one a result @param {any[][]} parts */
  function record(sheet, one, parts) {
    while (sheet.firstChild) sheet.removeChild(sheet.firstChild);
    var facts = [["单位", one.unit], ["代号", one.code], ["姓名", one.name], ["开始", results.stamp(one.started)], ["结束", results.stamp(one.finished)],
      ["得分", results.number(one.score) + "（满分 " + results.number(one.full) + "）"]];
    sheet.appendChild(make("p", { "class": "tl-record-title" }, [one.title + "成绩记录"]));
    sheet.appendChild(make("table", {}, [make("tbody", {}, facts.filter(function (row) { return row[1]; }).map(function (row) { return line("th", row); }))]));
    sheet.appendChild(make("table", {}, [make("thead", {}, [line("th", ["范围", "题数", "答对"])]), make("tbody", {}, parts.map(function (row) { return line("td", row.map(String)); }))]));
    sheet.appendChild(make("p", {}, ["网页答题没有监考，成绩供自己了解掌握情况，不作为正式考核的依据。"]));
    sheet.appendChild(make("p", { "class": "tl-record-sign" }, ["签名：　　　　　　　　　　日期："]));
  }

  /** @param {string} first tag of the first cell @param {string[]} cells */
  function line(first, cells) {
    return make("tr", {}, cells.map(function (cell, at) { return make(at ? (first === "th" && cells.length > 2 ? "th" : "td") : first, {}, [cell]); }));
  }

  /** @type {any} */ (window).tiaoliQuizHandIn = { block: block, download: download, print: print };
})();
