/* 条理: the mistakes book, to read, to practise from, to take away and to print. */
(function () {
  "use strict";

  var logic = /** @type {any} */ (window).tiaoliQuizLogic, store = /** @type {any} */ (window).tiaoliQuizStore;
  var ask = /** @type {any} */ (window).tiaoliQuizQuestion, handIn = /** @type {any} */ (window).tiaoliQuizHandIn;
  var results = /** @type {any} */ (window).tiaoliQuizResult;
  var make = /** @type {any} */ (window).tiaoli.make, button = /** @type {any} */ (window).tiaoli.button;

  /** @param {any} page */
  function start(page) {
    var data = page.data.practice, all = data.questions.concat(page.data.mock ? page.data.mock.questions : []);

    /** @param {any} record */
    function inBook(record) { return all.filter(function (q) { return record.book[q.id]; }); }
    function chapterName(number) {
      var row = data.chapters.filter(function (one) { return one[0] === number; })[0];
      return row ? (row[1] + "　" + row[2]).trim() : "其他";
    }
    /** @param {any} record @param {any} q days on which it was right since the mistake */
    function days(record, q) { return (record.done[q.id] || { days: [] }).days.length; }

    function show() {
      var record = store.record(data.statute), host = page.clear(true), found = inBook(record), gone = Object.keys(record.book).length - found.length;
      if (!found.length) {
        host.appendChild(make("p", {}, ["错题本是空的。练习和模拟考试里答错的题会记在这里。"]));
        host.appendChild(make("p", {}, [make("a", { "class": "tl-button", href: "practice.html" }, ["去练习"])]));
      } else {
        var text = button("tl-button tl-quiet", "导出文本", ""), table = button("tl-button tl-quiet", "导出表格（CSV）", ""), paper = button("tl-button tl-quiet", "打印错题", "");
        host.appendChild(make("p", { role: "status" }, ["共 " + found.length + " 题。答错后，在 " + logic.FORGIVEN + " 个不同的日子都答对，就移出错题本。"]));
        host.appendChild(make("p", { "class": "tl-buttons" }, [make("a", { "class": "tl-button", href: "practice.html#scope=mistakes" }, ["练这些错题"]), text, table, paper]));
        text.addEventListener("click", function () { handIn.download("错题本.txt", "text/plain;charset=utf-8", "\ufeff" + asText(record, found)); });
        table.addEventListener("click", function () { handIn.download("错题本.csv", "text/csv;charset=utf-8", results.csv(asRows(record, found))); });
        var list = make("div", { "class": "tl-book" });
        paper.addEventListener("click", function () {
          [].forEach.call(list.querySelectorAll("details"), function (box) { box.open = true; });
          handIn.print(list);
        });
        data.chapters.forEach(function (chapter) {
          var own = found.filter(function (q) { return (q.chapter || "") === chapter[0]; });
          if (!own.length) return;
          list.appendChild(make("h2", { id: "book-" + (chapter[0] || "other") }, [chapterName(chapter[0])]));
          own.forEach(function (q) { list.appendChild(entry(record, q)); });
        });
        host.appendChild(list);
      }
      if (gone > 0) host.appendChild(make("p", { "class": "tl-q-note" }, ["另有 " + gone + " 道错题，网站里已经没有这些题，不再列出。"]));
    }

    /** @param {any} record @param {any} q */
    function entry(record, q) {
      var box = make("details", { "class": "tl-quiz-key" }, [make("summary", {}, ["答案和解析"])]), out = button("tl-link", "移出错题本", "移出错题本：" + q.stem);
      [make("p", {}, ["您的回答：" + logic.givenWords(q, record.book[q.id].given)])].concat(ask.explained(q, record.book[q.id].given)).forEach(function (row) { box.appendChild(row); });
      var item = make("div", { "class": "tl-book-item" }, [
        make("p", { "class": "tl-q-kind" }, [ask.kind(q) + "　已在 " + days(record, q) + " 天答对，还要 " + (logic.FORGIVEN - days(record, q)) + " 天"]),
        make("p", {}, [make("strong", {}, [q.stem])]), optionsOf(q), box, out]);
      out.addEventListener("click", function () {
        var now = store.record(data.statute), book = Object.assign({}, now.book), kept = book[q.id], back = button("tl-link", "撤销", "撤销移出");
        delete book[q.id];
        store.save(Object.assign({}, now, { book: book }));
        var note = make("p", { "class": "tl-q-note", role: "status" }, ["已移出。", back]);
        item.parentNode.replaceChild(note, item);
        back.focus();
        back.addEventListener("click", function () {
          var again = store.record(data.statute), full = Object.assign({}, again.book);
          full[q.id] = kept;
          store.save(Object.assign({}, again, { book: full }));
          note.parentNode.replaceChild(item, note);
          out.focus();
        });
      });
      return item;
    }

    function optionsOf(q) {
      if (!q.options || q.type === "order") return make("span", {});
      return make("ol", { "class": "tl-quiz-letters" }, q.options.map(function (option) { return make("li", {}, [option.text]); }));
    }

    /** @param {any} record @param {any[]} found */
    function asRows(record, found) {
      return [["章", "题型", "题目", "选项", "我的回答", "正确答案", "解析", "依据", "已答对天数"]].concat(found.map(function (q) {
        return [chapterName(q.chapter || ""), ask.kind(q), q.stem, (q.options || []).map(function (o) { return o.text; }).join("\n"),
          logic.givenWords(q, record.book[q.id].given), logic.keyWords(q), q.explanation || "",
          (q.evidence || []).map(function (one) { return one.name + "：" + one.quote; }).join("\n"), String(days(record, q))];
      }));
    }
    /** @param {any} record @param {any[]} found */
    function asText(record, found) {
      return "《" + data.title + "》错题本　" + store.today() + "\r\n\r\n" + found.map(function (q, at) {
        return [(at + 1) + ".（" + ask.kind(q) + "）" + q.stem].concat((q.options || []).map(function (o, i) { return (q.type === "order" ? "· " : logic.LETTERS.charAt(i) + ". ") + o.text; }), [
          "我的回答：" + logic.givenWords(q, record.book[q.id].given), "正确答案：" + logic.keyWords(q), q.explanation ? "解析：" + q.explanation : "",
          (q.evidence || []).map(function (one) { return "依据：" + one.name + "：" + one.quote; }).join("\r\n")]).filter(Boolean).join("\r\n");
      }).join("\r\n\r\n") + "\r\n";
    }
    show();
  }

  /** @type {any} */ (window).tiaoliQuizMistakes = start;
})();
