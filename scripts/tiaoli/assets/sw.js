/* 条理: keeps the core of the site on the device. Written at build time with the list of its files.
   Pages come from the network while it answers, so that a reader sees the newest text; scripts and styles carry their
   version in the address and come from the device. */
(function () {
  "use strict";
  var me = /** @type {any} */ (self), scope = new URL("./", location.href);
  var prefix = "tiaoli:" + /* SITE */ + ":" + scope.pathname + ":", name = prefix + /* VERSION */;
  var files = /* FILES */;
  /** What scripts and styles of this version have behind their address. */
  var stamp = "?v=" + /* STAMP */;
  var PATIENCE = 4000;

  /** What an address is kept under: without its query, a folder as its index. @param {string} address */
  function key(address) {
    var url = new URL(address);
    return url.origin + url.pathname.replace(/\/$/, "/index.html");
  }

  me.addEventListener("install", function (/** @type {any} */ event) {
    event.waitUntil(caches.open(name).then(function (cache) {
      return Promise.all(files.map(function (/** @type {string} */ file) {
        var address = new URL(file, scope).href;
        return fetch(address, { cache: "reload", credentials: "same-origin" }).then(function (answer) {
          if (!answer.ok) throw new Error(file);
          return cache.put(key(address), answer);
        });
      }));
    }).then(function () { return me.skipWaiting(); }));
  });

  me.addEventListener("activate", function (/** @type {any} */ event) {
    event.waitUntil(caches.keys().then(function (names) {
      return Promise.all(names.filter(function (one) { return one.indexOf(prefix) === 0 && one !== name; }).map(function (one) { return caches.delete(one); }));
    }).then(function () { return me.clients.claim(); }));
  });

  /** @param {Request} request */
  function kept(request) {
    return caches.open(name).then(function (cache) { return cache.match(key(request.url)); });
  }

  /** The network's answer, the device's where it takes too long or none comes. @param {Request} request */
  function page(request) {
    return new Promise(function (resolve) {
      var done = false;
      function settle(/** @type {Response | undefined} */ answer) { if (!done && answer) { done = true; resolve(answer); } }
      var timer = setTimeout(function () { kept(request).then(settle); }, PATIENCE);
      fetch(request).then(function (answer) { clearTimeout(timer); settle(answer); }, function () {
        clearTimeout(timer);
        kept(request).then(function (answer) { settle(answer || missing()); });
      });
    });
  }

  /** A script of another version than ours: the site was changed and the next worker is on its way. @param {Request} request */
  function newer(request) {
    return fetch(request).catch(function () { return kept(request).then(function (answer) { return answer || Response.error(); }); });
  }

  function missing() {
    var text = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">" +
      "<title>没有网络</title><body style=\"margin:0;padding:15vh 1.2em;background:#fbf8f2;color:#211d19;font:18px/1.85 sans-serif\">" +
      "<h1>没有网络</h1><p>这一页没有存在这台设备上，联网后再打开。</p><p><a style=\"color:#8f1d21\" href=\"" + new URL("index.html", scope).href + "\">回首页</a></p>";
    return new Response(text, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }

  me.addEventListener("fetch", function (/** @type {any} */ event) {
    var request = event.request, url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== scope.origin || url.pathname.indexOf(scope.pathname) !== 0) return;
    if (request.mode === "navigate") event.respondWith(page(request));
    else if (files.indexOf(decodeURI(url.pathname.slice(scope.pathname.length))) >= 0) {
      event.respondWith(url.search && url.search !== stamp ? newer(request) : kept(request).then(function (answer) { return answer || fetch(request); }));
    }
  });
})();
