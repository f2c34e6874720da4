/* 条理: 交稿前自查. Reads a file or pasted text on this device, sends nothing anywhere. Stands on selfcheck-docx.js,
   selfcheck-claims.js and selfcheck-data.js; without any of them the page keeps its text for people without scripts. */
(function () {
  "use strict";

  var data = /** @type {any} */ (window).tiaoliSelfcheck, claims = /** @type {any} */ (window).tiaoliClaims, word = /** @type {any} */ (window).tiaoliDocx;
  var place = document.querySelector("[data-tiaoli-selfcheck]");
  if (!place || !data || !claims || !word) return;
  var NAMES = /** @type {Record<string, string>} */ ({
    "misquote": "引文有误", "wrong-article": "条号有误", "wrong-time-limit": "期限有误", "wrong-head-count": "人数有误", "words": "字数",
    "identity": "身份信息", "tracked-changes": "修订痕迹", "declaration": "原创声明"
  });
  var LABEL = /^[（(【]?(?:作者|姓\s*名|署\s*名|投稿人|参赛者|撰\s*写|执笔人?|报送单位|推荐单位|参赛单位|作者单位|工作单位|单\s*位|联系人|联系方式|联系电话|电\s*话|手\s*机|邮\s*箱)[^：:，。]{0,6}[：:]\s*\S/;
  var BYLINE = /^[（(]?[\u4e00-\u9fff]{1,22}(?:[^新困全大结格布开破变僵时好定]局|[党纪监县市省区工改健法镇乡旗州]委|办公室|(?:信访|党政|政府|综治|维稳|党委)办|(?:学|法|医|检察|研究|卫生|干|敬老)院|(?:学|党|干)校|[中小大]学|(?:派出|司法|事务|研究|管理|卫生|财政)所|(?:工作|服务|文化|监测|管理|水利)站|[县市区旗州][\u4e00-\u9fff]{1,8}(?:镇|乡|街道|街道办事处|社区|村|居委会|村委会)|(?:服务|信访|接待|调解|指导|活动|融媒体|事务|保障|管理|综治|指挥|研究|培训)中心|公司|支部|大队|联合会|协会|工会|(?:宣传|组织|统战|武装|政治|社会工作)部)[\s　]*(?:[\u4e00-\u9fff·]{2,4})?[）)]?$/;
  /** @type {[RegExp, string][]} */
  var NUMBERS = [
    [/(?:^|\D)([1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx])(?!\d)/, "身份证号码"],
    [/(?:^|\D)(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?!\d)/, "手机号码"], [/(?:^|[^\d-])(0\d{2,3}[- ]\d{7,8})(?!\d)/, "电话号码"],
    [/([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/, "电子邮箱"]
  ];
  var APART = /^[（(]?(?:附[件：:]*\d?[：:]?)?(?:参赛|征文|作品|作者)?原创(?:性)?(?:作品|参赛|承诺|声明|及授权|授权|和|与|及)*(?:声明|承诺)(?:书|函)?[）)]?[：:]?$|^(?:作者|作品|参赛|征文|参评)*(?:基本)?信息(?:页|表)?$/;

  // what a declaration page says of its author: 作者姓名：示例甲; not a line that is still to be filled in
  var OWN = /(?:作者|姓\s*名|署\s*名|投稿人|单\s*位)[^：:，。\s]{0,4}[：:]\s*([^\s，。；、（）()_＿年月日]{2,20})/;

  /**
   * @param {string} tag
   * @param {Object<string, string>} attributes
   * @param {(Node | string)[]} [children]
   */
  function make(tag, attributes, children) {
    var node = document.createElement(tag);
    Object.keys(attributes).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { node.appendChild(typeof child === "string" ? document.createTextNode(child) : child); });
    return node;
  }

  /** @typedef {{code: string, where: string, message: string, expected: string}} Found */

  /**
   * Everything that is to be said of an essay.
   * @param {{paragraphs: {text: string, page: number}[], traces: {where: string, text: string}[], changes: number}} read
   * @param {boolean} file whether it came from a file
   */
  function judge(read, file) {
    var found = /** @type {Found[]} */ ([]), words = 0, apart = 0, declared = false, title = "", bodies = 0, known = /** @type {string[]} */ ([]), body = /** @type {[string, string][]} */ ([]);
    /** @param {string} code @param {string} where @param {string} message @param {string} [expected] */
    function say(code, where, message, expected) { found.push({ code: code, where: where, message: message, expected: expected || "" }); }
    read.paragraphs.forEach(function (p, i) {
      var bare = p.text.replace(/\s+/g, ""), where = "第" + (i + 1) + "段";
      if (APART.test(bare)) { apart = file ? p.page : 1; declared = declared || /声明|承诺/.test(bare); return; }
      if (apart && (!file || p.page === apart)) {
        var own = OWN.exec(p.text);
        if (own) known.push(own[1]);
        return;
      }
      apart = 0;
      if (!title && bare.length <= 60 && !/[。；，：]$/.test(bare)) { title = p.text; return; }
      words += claims.count(p.text);
      bodies++;
      body.push([where, bare]);
      claims.check(p.text, data).forEach(function (/** @type {Found} */ one) { say(one.code, where, one.message, one.expected); });
      if (!data.blind) return;
      var near = bodies <= 3 || i >= read.paragraphs.length - 3;
      if (LABEL.test(p.text) && p.text.length <= 60 || near && BYLINE.test(p.text)) say("identity", where, "像是作者或单位：“" + p.text.slice(0, 40) + "”");
      NUMBERS.forEach(function (row) { if (row[0].test(p.text)) say("identity", where, "有" + row[1]); });
    });
    if (data.blind) known.forEach(function (name) {
      body.forEach(function (one) { if (one[1].indexOf(name) >= 0) say("identity", one[0], "出现了声明页上的“" + name + "”，请改写或删去"); });
    });
    if (data.blind) read.traces.forEach(function (t) { say("identity", t.where, "写着“" + t.text.slice(0, 40) + "”，请删去"); });
    if (read.changes) say("tracked-changes", "修订", "有 " + read.changes + " 处没有接受的修订，请全部接受或拒绝");
    if (data.min && words < data.min) say("words", "正文", "正文 " + words + " 字，少于要求的 " + data.min + " 字");
    if (data.max && words > data.max) say("words", "正文", "正文 " + words + " 字，多于要求的 " + data.max + " 字");
    if (file && data.declaration && !declared) say("declaration", "全文", "没有看到原创声明页");
    return { title: title, words: words, found: found };
  }

  var result = make("div", { "class": "tl-self-result", "aria-live": "polite", "tabindex": "-1" });

  /** @param {{title: string, words: number, found: Found[]}} judged @param {string} name */
  function show(judged, name) {
    result.textContent = "";
    var count = judged.found.length;
    result.appendChild(make("p", { "class": "tl-self-sum" }, [
      make("strong", {}, [count ? "发现 " + count + " 处，请改正或核对" : "没有发现问题"]),
      "　" + name + (judged.title ? "《" + judged.title.replace(/^《|》$/g, "") + "》" : "") + "，正文 " + judged.words + " 字。"
    ]));
    if (count) {
      result.appendChild(make("ol", {}, judged.found.map(function (one) {
        var parts = /** @type {(Node | string)[]} */ ([make("strong", {}, [NAMES[one.code] || one.code]), "（" + one.where + "）" + one.message]);
        if (one.expected) parts.push(make("br", {}), make("span", { "class": "tl-self-right" }, ["条文：" + one.expected]));
        return make("li", { "data-code": one.code }, parts);
      })));
    }
    result.appendChild(make("p", { "class": "tl-self-note" }, ["没有核对：" + data.unchecked + "。没有发现问题不等于没有问题，以承办单位的检查为准。"]));
    result.focus();
  }

  /** @param {string} message */
  function complain(message) {
    result.textContent = "";
    result.appendChild(make("p", { "class": "tl-self-sum", "role": "alert" }, [message]));
  }

  var file = /** @type {HTMLInputElement} */ (make("input", { "type": "file", "id": "tl-self-file", "accept": ".docx" }));
  file.addEventListener("change", function () {
    var chosen = file.files && file.files[0];
    if (!chosen) return;
    if (chosen.size > 3e7) { complain("这个文件超过 30 MB，不像一份文稿；请去掉图片再试，或者把文字粘贴到下面。"); return; }
    var reader = new FileReader(), name = chosen.name;
    reader.onload = function () {
      try {
        show(judge(word.read(reader.result), true), name);
      } catch (error) {
        complain("读不了“" + name + "”：" + (/[\u4e00-\u9fff]/.test(String(error)) ? /** @type {Error} */ (error).message : "文件已损坏或格式特殊") + "。可以用 WPS 或 Word 另存为 docx 再试，或者把文字粘贴到下面。");
      }
    };
    reader.onerror = function () { complain("浏览器没有读出这个文件；可以把文字粘贴到下面。"); };
    reader.readAsArrayBuffer(chosen);
  });

  var area = /** @type {HTMLTextAreaElement} */ (make("textarea", { "id": "tl-self-text", "rows": "8" }));
  var button = make("button", { "type": "button", "class": "tl-button" }, ["核对粘贴的文字"]);
  button.addEventListener("click", function () {
    var lines = area.value.split(/\n+/).map(function (line) { return line.trim(); }).filter(Boolean);
    if (!lines.length) { complain("还没有文字；请把文章粘贴到框里。"); return; }
    show(judge({ paragraphs: lines.map(function (text) { return { text: text, page: 1 }; }), traces: [], changes: 0 }, false), "粘贴的文字");
  });

  place.appendChild(make("p", {}, [make("label", { "for": "tl-self-file" }, ["选一个 Word 文件（.docx）"]), file]));
  place.appendChild(make("p", {}, [make("label", { "for": "tl-self-text" }, ["或者把文章粘贴在这里，第一行是标题"]), area]));
  place.appendChild(make("p", {}, [button]));
  place.appendChild(result);
})();
