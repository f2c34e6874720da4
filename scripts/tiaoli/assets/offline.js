/* 条理: the site as an app that reads without a network. Only where the browser allows it, over https or on this machine. */
(function () {
  "use strict";
  var script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (!script || !/^https?:$/.test(location.protocol) || !window.isSecureContext) return;
  var root = new URL("..", script.src);
  if (root.origin !== location.origin) return;
  var link = document.createElement("link");
  link.rel = "manifest";
  link.href = new URL("manifest.webmanifest", root).href;
  document.head.appendChild(link);
  if (!("serviceWorker" in navigator)) return;
  window.addEventListener("load", function () {
    navigator.serviceWorker.register(new URL("sw.js", root).href, { updateViaCache: "none" }).catch(function () { /* refused: the site works without */ });
  });
})();
