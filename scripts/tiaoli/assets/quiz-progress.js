/* 条理: progress by chapter, as a picture and in words; the weak articles; the record to take away, bring back or clear. */
(function () {
  "use strict";

  var logic = /** @type {any} */ (window).tiaoliQuizLogic, store = /** @type {any} */ (window).tiaoliQuizStore;
  var handIn = /** @type {any} */ (window).tiaoliQuizHandIn;
  var make = /** @type {any} */ (window).tiaoli.make, button = /** @type {any} */ (window).tiaoli.button;
  var ROW = 46, BAR = 18, WIDTH = 320;

  /** @param {string} tag @param {Record<string, any>} attributes @param {any[]} [children] */
  function svg(tag, attributes, children) {
    var node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.keys(attributes).forEach(function (name) { node.setAttribute(name, String(attributes[name])); });
    (children || []).forEach(function (child) { node.appendChild(typeof child === "string" ? document.createTextNode(child) : child); });
    return node;
  }

  /** Bars of the chapters; full, hatched, dotted and empty, so that it reads without colour. @param {any[]} rows [name, [none, weak, familiar, mastered], total] */
  function picture(rows) {
    var hatch = svg("pattern", { id: "tl-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, [svg("rect", { width: 3, height: 6, "class": "tl-p-ink" })]);
    var dots = svg("pattern", { id: "tl-dots", width: 6, height: 6, patternUnits: "userSpaceOnUse" }, [svg("circle", { cx: 3, cy: 3, r: 1.3, "class": "tl-p-ochre" })]);
    var parts = /** @type {any[]} */ ([svg("defs", {}, [hatch, dots])]);
    rows.forEach(function (row, at) {
      var y = at * ROW, x = 0;
      parts.push(svg("text", { x: 0, y: y + 14, "class": "tl-p-name" }, [row[0]]));
      parts.push(svg("text", { x: WIDTH, y: y + 14, "text-anchor": "end", "class": "tl-p-number" }, ["掌握 " + row[1][3] + " / " + row[2]]));
      [3, 2, 1].forEach(function (level) {
        var width = row[2] ? WIDTH * row[1][level] / row[2] : 0;
        if (width) parts.push(svg("rect", { x: x.toFixed(1), y: y + 20, width: width.toFixed(1), height: BAR, "class": "tl-p-" + level }));
        x += width;
      });
      parts.push(svg("rect", { x: 0.5, y: y + 20.5, width: WIDTH - 1, height: BAR - 1, "class": "tl-p-frame" }));
    });
    return svg("svg", { viewBox: "0 0 " + WIDTH + " " + rows.length * ROW, "class": "tl-progress-picture", role: "img", "aria-label": "各章进度，数字见下表" }, parts);
  }

  /** @param {any} page */
  function start(page) {
    var data = page.data.practice, questions = data.questions, undo = /** @type {any} */ (null);

    /** @param {string} [said] */
    function show(said) {
      var record = store.record(data.statute), host = page.clear(true);
      var rows = data.chapters.map(function (chapter) {
        var own = questions.filter(function (q) { return (q.chapter || "") === chapter[0]; }), levels = [0, 0, 0, 0];
        own.forEach(function (q) { levels[logic.level(record, q)] += 1; });
        return [(chapter[1] + " " + chapter[2]).trim(), levels, own.length, chapter[0]];
      }).filter(function (row) { return row[2]; });
      var sum = [0, 1, 2, 3].map(function (level) { return rows.reduce(function (total, row) { return total + row[1][level]; }, 0); });
      var all = questions.length, percent = function (n) { return n && 100 * n < all ? "不到 1%" : Math.floor(100 * n / all) + "%"; };
      if (record.moved) {
        host.appendChild(make("p", { "class": "tl-notice" }, ["条文有更新，以前的学习记录都保留着；题目改过的，要再答一次。"]));
        store.save(Object.assign({}, record, { moved: false }));
      }
      host.appendChild(make("p", { "class": "tl-lead" }, ["共 " + all + " 道练习题：熟悉 " + (sum[2] + sum[3]) + " 题（" + percent(sum[2] + sum[3]) + "），其中掌握 " + sum[3] + " 题（" + percent(sum[3]) + "）；还不熟 " + sum[1] + " 题，没练过 " + sum[0] + " 题。"]));
      host.appendChild(make("figure", { "class": "tl-figure" }, [picture(rows), make("figcaption", {}, [
        make("span", { "class": "tl-key", "data-is": "3" }, ["掌握"]), make("span", { "class": "tl-key", "data-is": "2" }, ["熟悉"]), make("span", { "class": "tl-key", "data-is": "1" }, ["还不熟"]), make("span", { "class": "tl-key", "data-is": "0" }, ["没练过"])])]));
      host.appendChild(page.table("各章进度", ["章", "题数", "没练过", "还不熟", "熟悉", "掌握"], rows.map(function (row) { return [row[0], row[2]].concat(row[1]); }),
        function (at) { return rows[at][3] ? "practice.html#chapter=" + encodeURIComponent(rows[at][3]) : "practice.html"; }));
      host.appendChild(make("p", { "class": "tl-q-note" }, ["熟悉：最近一次答对。掌握：答错以后（或从没答错过），在 " + logic.MASTERED + " 个不同的日子都答对。目标是人人熟悉、人人掌握。"]));
      weak(host, record);
      manage(host, record, said || "");
    }

    function weak(host, record) {
      var found = logic.weakArticles(questions, record).slice(0, 8), labels = {};
      data.articles.forEach(function (row) { labels[row[0]] = row[1]; });
      host.appendChild(make("h2", { id: "weak" }, ["薄弱的条文"]));
      if (!found.length) { host.appendChild(make("p", {}, ["还没有。答错过的条文会排在这里。"])); return; }
      host.appendChild(make("ul", { "class": "tl-quiz-chapters" }, found.map(function (row) {
        return make("li", {}, [make("a", { href: "practice.html#article=" + encodeURIComponent(row[0]) }, [make("span", {}, [labels[row[0]] || row[0]]), make("span", { "class": "tl-q-count" }, ["答 " + row[2] + " 次，错 " + row[1] + " 次"])])]);
      })));
    }

    function manage(host, record, said) {
      var status = make("p", { role: "status", "class": "tl-q-note" }, [said]), out = button("tl-button tl-quiet", "导出学习记录", ""), clear = button("tl-button tl-quiet", "清除学习进度", ""), back = button("tl-link", "撤销清除", "");
      var input = make("input", { type: "file", accept: ".json,application/json", id: "tl-import", "class": "tl-hide" });
      out.addEventListener("click", function () {
        handIn.download("学习记录-" + store.today() + ".json", "application/json", JSON.stringify(Object.assign({ tiaoli: "quiz-record" }, store.record(data.statute))));
        status.textContent = "已交给浏览器下载。换一台设备，可以用“导入”接着练。";
      });
      input.addEventListener("change", function () {
        var reader = new FileReader(), file = input.files && input.files[0];
        if (!file) return;
        reader.onload = function () { bring(String(reader.result), file.name); };
        reader.readAsText(file);
      });
      function bring(text, name) {
        var given = null;
        try { given = JSON.parse(text); } catch (error) { given = null; }
        if (!given || given.tiaoli !== "quiz-record" || !given.done || !given.book) { status.textContent = name + " 不是这里导出的学习记录，没有导入；请选“导出学习记录”得到的文件。"; return; }
        var now = store.record(data.statute), done = Object.assign({}, now.done), book = Object.assign({}, now.book), more = 0;
        Object.keys(given.done).forEach(function (id) {
          var one = given.done[id], own = done[id];
          if (!one || !Array.isArray(one.days) || typeof one.n !== "number" || (own && own.n >= one.n)) return;
          done[id] = one;
          if (given.book[id]) book[id] = given.book[id]; else delete book[id];
          more += 1;
        });
        store.save(Object.assign({}, now, { done: done, book: book }));
        show("导入了 " + more + " 题的记录；这台设备上练得更多的，保留原来的。");
      }
      page.sure(clear, "再按一次，清除全部进度和错题", function () {
        undo = store.record(data.statute);
        store.put("quiz-run", null);
        store.save({ v: 1, statute: data.statute, done: {}, book: {} });
        show("已清除进度和错题。");
        var again = document.getElementById("tl-undo");
        if (again) again.focus();
      });
      back.id = "tl-undo";
      back.hidden = !undo;
      back.addEventListener("click", function () { store.save(undo); undo = null; show("已恢复。"); });
      host.appendChild(make("h2", { id: "keep" }, ["学习记录"]));
      host.appendChild(make("p", { "class": "tl-q-note" }, ["记录在这台设备的浏览器里。换设备、清除之前，先导出一份。"]));
      host.appendChild(make("p", { "class": "tl-buttons" }, [out, input, make("label", { "for": "tl-import", "class": "tl-button tl-quiet" }, ["导入"]), clear, back]));
      host.appendChild(status);
      clear.hidden = !Object.keys(record.done).length && !Object.keys(record.book).length;
    }
    show();
  }

  /** @type {any} */ (window).tiaoliQuizProgress = start;
})();
